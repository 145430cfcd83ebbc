//! Serves the pages of the newsroom without sessions and policies: everybody is Ada, and may do
//! everything. What `bench/pages` compares with.

use std::{error::Error, sync::Arc};

use axum::{Router, extract::Request, routing::get};
use stile::{
    application::Application,
    authorization::{
        Authorizer,
        policies::{Policies, Text, texts},
    },
    call::CallContext,
    pages,
    server::{assets, clock::Clock, settings::Settings},
};
use stile_benches::editor;
use tokio::net::TcpListener;

const EVERYTHING: &str =
    r#"@id("Everybody may do everything.") permit (principal, action, resource);"#;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let settings = Settings::load()?;
    let application = Application::build(&settings, Clock::system()).await?;
    let on = application.foundation.clone();
    let mut texts = texts()?;
    texts.retain(|text| text.name.ends_with(".cedarschema"));
    texts.push(Text { name: "everything.cedar".to_owned(), content: EVERYTHING.to_owned() });
    let authorizer = Arc::new(Authorizer::new(Policies::parse(&texts)?)?);
    let assets = Arc::new(assets::find(&settings.leptos)?);
    let page = move |mut request: Request| {
        let mut call = CallContext::of_a_visitor(on.clone(), "bare".into());
        call.authorizer = Arc::clone(&authorizer);
        call.principal = editor(1);
        request.extensions_mut().insert(call);
        pages::render(Arc::clone(&assets), request)
    };
    let router = Router::new().route("/health", get(async || "ok")).fallback(page);
    let listener = TcpListener::bind(settings.leptos.site_addr).await?;
    axum::serve(listener, router).await?;
    Ok(())
}
