//! The way to take home what is mine: a section of the page about my account.

use leptos::prelude::*;

use crate::{
    account::model::Viewer,
    paths,
    ui::{erased::erased, icon::Icon},
};

/// What stands in the file, and where it is.
#[component]
pub fn DataSection() -> impl IntoView {
    if use_context::<Viewer>().unwrap_or_default().user.is_none() {
        return erased(());
    }
    erased(view! {
        <div class="page">
            <section class="panel account-part" aria-labelledby="data">
                <h2 id="data">"My data"</h2>
                <p class="soft">
                    "Everything that is kept of you: who you are here, where you are signed in, what happened, your articles with their versions, your comments, the names of your files, and what you did. No passwords, and nothing that is somebody else’s."
                </p>
                <p>
                    <a class="button" href=paths::DATA rel="external" download>
                        <Icon name="download" />
                        "Download my data"
                    </a>
                </p>
            </section>
        </div>
    })
}
