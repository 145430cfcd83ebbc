//! The commands of `stile`: serve (default), migrate, seed, check.
//!
//! Here and not in `main.rs`: a program compiles once more what the asynchronous functions of its
//! library call.

use std::{path::Path, process::ExitCode};

use tokio::runtime::Runtime;

use crate::{
    application::{self, Application},
    seed::{self, Harvest, volume},
    server::{
        build::IS_DEVELOPMENT, clock::Clock, database, settings::Settings, telemetry, tls::Tls,
    },
};

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// More articles than a newsroom writes in a century.
const MOST_ARTICLES: usize = 10_000_000;

const USAGE: &str = "usage: stile [serve | migrate | seed [--demo] [--articles N] | check]

serve    answers requests (default)
migrate  brings the database's tables up to date
seed     plants departments, people and articles in an empty database, and prints the passwords;
         with --articles N, adds N generated articles with authors of their own
check    says whether settings, policies and database would let the server start";

/// Does what the arguments ask for; the exit code says whether it could.
pub fn run() -> ExitCode {
    let outcome = Runtime::new().map_err(Into::into).and_then(|runtime| runtime.block_on(obey()));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("stile: {}", telemetry::with_causes(&*error));
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
        ["seed", ref options @ ..] => seed(SeedOptions::read(options)?).await,
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

/// What `stile seed` was asked for.
struct SeedOptions {
    /// People with known names are wanted in a release too.
    demo: bool,
    /// Generated articles beside the written ones.
    articles: usize,
}

impl SeedOptions {
    fn read(options: &[&str]) -> Result<Self, Box<dyn std::error::Error>> {
        let mut read = Self { demo: IS_DEVELOPMENT, articles: 0 };
        let mut options = options.iter();
        while let Some(&option) = options.next() {
            match option {
                "--demo" => read.demo = true,
                "--articles" => {
                    let number = options.next().and_then(|number| number.parse().ok());
                    let wanted = number.filter(|number| (1..=MOST_ARTICLES).contains(number));
                    read.articles = wanted.ok_or("--articles takes a number from 1 to 10000000")?;
                }
                _ => return Err(USAGE.into()),
            }
        }
        Ok(read)
    }
}

/// A release plants people with known names only when told to, and only in an empty database.
async fn seed(options: SeedOptions) -> Outcome {
    if !options.demo {
        return Err(
            "this makes people with published names: say `stile seed --demo` if you want them"
                .into(),
        );
    }
    let settings = Settings::load()?;
    let foundation = Application::foundation(&settings, Clock::system()).await?;
    let folder = Path::new("seed");
    match seed::plant(&foundation, folder).await? {
        Harvest::Nothing if IS_DEVELOPMENT && options.articles > 0 => {}
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
    if options.articles > 0 {
        let wanted = options.articles;
        let say = |planted| println!("{planted} of {wanted} articles are planted");
        volume::grow(&foundation, folder, wanted, say).await?;
        println!("{wanted} generated articles were added; their authors have no passwords");
    }
    Ok(())
}

async fn check() -> Outcome {
    let settings = Settings::load()?;
    Tls::load(&settings)?;
    let foundation = Application::foundation(&settings, Clock::system()).await?;
    println!(
        "settings, policies (version {}) and database are fine",
        foundation.policies.authorizer().version()
    );
    Ok(())
}
