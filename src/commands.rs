//! The commands of `stile`: serve (default), migrate, seed, check.
//!
//! Here and not in `main.rs`: a program compiles once more what the asynchronous functions of its
//! library call.

use std::{path::Path, process::ExitCode};

use tokio::runtime::Runtime;

use crate::{
    application::{self, Application},
    seed::{self, Harvest},
    server::{build::IS_DEVELOPMENT, clock::Clock, database, settings::Settings, telemetry},
};

type Outcome = Result<(), Box<dyn std::error::Error>>;

const USAGE: &str = "usage: stile [serve | migrate | seed [--demo] | check]

serve    answers requests (default)
migrate  brings the database's tables up to date
seed     plants departments, people and articles in an empty database, and prints the passwords
check    says whether settings, policies and database would let the server start";

/// Does what the arguments ask for; the exit code says whether it could.
pub fn run() -> ExitCode {
    let outcome = Runtime::new().map_err(Into::into).and_then(|runtime| runtime.block_on(obey()));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("stile: {}", with_causes(&*error));
            ExitCode::FAILURE
        }
    }
}

async fn obey() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        [] | ["serve"] => serve().await,
        ["migrate"] => migrate().await,
        ["seed"] => seed(IS_DEVELOPMENT).await,
        ["seed", "--demo"] => seed(true).await,
        ["check"] => check().await,
        _ => Err(USAGE.into()),
    }
}

async fn serve() -> Outcome {
    let settings = Settings::load()?;
    telemetry::start(&settings.log)?;
    let application = Application::build(&settings, Clock::system()).await?;
    application::serve(application, &settings).await?;
    Ok(())
}

async fn migrate() -> Outcome {
    let settings = Settings::load()?;
    let db = database::connect(&settings.database.url).await?;
    let pending = database::pending(&db).await?;
    database::migrate(&db).await?;
    println!("{pending} migrations applied");
    Ok(())
}

/// A release plants people with known names only when told to, and only in an empty database.
async fn seed(is_wanted: bool) -> Outcome {
    if !is_wanted {
        return Err(
            "this makes people with published names: say `stile seed --demo` if you want them"
                .into(),
        );
    }
    let settings = Settings::load()?;
    let foundation = Application::foundation(&settings, Clock::system()).await?;
    match seed::plant(&foundation, Path::new("seed")).await? {
        Harvest::Nothing if IS_DEVELOPMENT => {
            println!("there are people already: nothing was seeded");
        }
        Harvest::Nothing => {
            return Err("the database has people already: nothing was seeded".into());
        }
        Harvest::Newsroom { articles, passwords } => {
            println!("{articles} articles, and {} people with these passwords:", passwords.len());
            for (email, password) in passwords {
                println!("  {email:<28} {password}");
            }
        }
    }
    Ok(())
}

async fn check() -> Outcome {
    let settings = Settings::load()?;
    let foundation = Application::foundation(&settings, Clock::system()).await?;
    println!(
        "settings, policies (version {}) and database are fine",
        foundation.authorizer.version()
    );
    Ok(())
}

/// An error and why it happened, in one line.
fn with_causes(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        if !text.contains(&error.to_string()) {
            text = format!("{text}: {error}");
        }
        cause = error.source();
    }
    text
}
