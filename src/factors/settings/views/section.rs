//! What the page about the account says of second factors.

use leptos::prelude::*;

use crate::{
    account::model::Viewer,
    factors::{
        model::Kind,
        settings::{api::LoadFactors, model::Overview},
    },
    paths,
    ui::{ask::ask, erased::erased, loaded::Loaded},
};

/// What is turned on, in a sentence, and the way to the page that changes it.
#[component]
pub fn FactorsSection() -> impl IntoView {
    // The head of the page tells a visitor to sign in.
    if use_context::<Viewer>().unwrap_or_default().user.is_none() {
        return erased(());
    }
    let overview = ask(|| LoadFactors {});
    erased(view! {
        <div class="page">
            <section class="panel account-part" aria-labelledby="second-factors">
                <h2 id="second-factors">"Second factors"</h2>
                <Loaded from=overview aside=true let:overview>
                    <p>{in_words(&overview)}</p>
                </Loaded>
                <p>
                    <a class="button" href=paths::FACTORS>
                        "Look after second factors"
                    </a>
                </p>
            </section>
        </div>
    })
}

/// What somebody has beside their password.
fn in_words(overview: &Overview) -> String {
    let Overview { recovery_codes, .. } = overview;
    let has = |kind| overview.factor(kind).is_some();
    let held = match (has(Kind::Totp), has(Kind::Mail)) {
        (false, false) if has(Kind::Passkey) => "Passkeys",
        (false, false) => return "None yet: whoever learns your password is in.".to_owned(),
        (true, false) => "An authenticator app",
        (false, true) => "Codes by mail",
        (true, true) => "An authenticator app, and codes by mail",
    };
    let besides = if has(Kind::Passkey) && held != "Passkeys" { ", and passkeys" } else { "" };
    let left = if *recovery_codes == 1 { "recovery code is" } else { "recovery codes are" };
    format!("{held}{besides}. {recovery_codes} {left} left.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{factors::model::Factor, timestamp::Timestamp};

    #[test]
    fn what_somebody_has_is_said_in_a_sentence() {
        let since = Timestamp::from_millis(0);
        let of = |kinds: &[Kind], recovery_codes| {
            let factors = kinds.iter().map(|kind| Factor { kind: *kind, since, used: None });
            in_words(&Overview { factors: factors.collect(), recovery_codes, email: String::new() })
        };

        assert_eq!(of(&[], 0), "None yet: whoever learns your password is in.");
        assert_eq!(of(&[Kind::Totp], 10), "An authenticator app. 10 recovery codes are left.");
        assert_eq!(of(&[Kind::Passkey], 9), "Passkeys. 9 recovery codes are left.");
        let both = "An authenticator app, and passkeys. 10 recovery codes are left.";
        assert_eq!(of(&[Kind::Totp, Kind::Passkey], 10), both);
        assert_eq!(of(&[Kind::Mail], 1), "Codes by mail. 1 recovery code is left.");
    }
}
