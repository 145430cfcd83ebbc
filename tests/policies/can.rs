//! What the page shows of what one may do, as the server renders it.

use leptos::prelude::*;
use stile::authorization::{Can, CanOrWhy, Governed, Permission, provide_ability, use_ability};

use crate::support::{AUTHORIZER, CALL, article, person};

/// The page of that person, about an article.
fn render<V: IntoView>(who: &str, page: impl FnOnce() -> V) -> String {
    let owner = Owner::new_root(None);
    let html = owner.with(|| {
        provide_ability(AUTHORIZER.ability(&person(who), CALL).ability);
        page().into_view().to_html()
    });
    owner.cleanup();
    html
}

fn publish_button(who: &str, what: &str) -> String {
    let subject = article(what).subject();
    render(who, move || {
        view! {
            <CanOrWhy
                permission=Permission::PublishArticle
                on=subject
                act="Publish, refused"
                id="why-publish-7"
                fallback=|| "nothing"
            >
                <button>"Publish"</button>
            </CanOrWhy>
        }
    })
}

#[test]
fn who_may_sees_the_button() {
    let html = publish_button("ada", "in_review science by lena");

    assert!(html.contains(">Publish</button>") && !html.contains("fieldset"), "{html}");
}

#[test]
fn who_may_not_for_a_reason_sees_the_button_fenced_and_the_reason() {
    let html = publish_button("ada", "in_review science by ada");

    assert!(html.contains("disabled") && html.contains("<button>Publish</button>"), "{html}");
    assert!(html.contains("class=\"refused\"") && html.contains("Publish, refused"), "{html}");
    assert!(html.contains("aria-describedby=\"why-publish-7\""), "{html}");
    assert!(html.contains("id=\"why-publish-7\""), "{html}");
    assert!(html.contains("Nobody publishes their own article."), "{html}");
}

#[test]
fn who_may_not_anyway_sees_the_fallback() {
    let html = publish_button("tom", "in_review science by ada");

    assert!(html.contains("nothing") && !html.contains("Publish"), "{html}");
}

#[test]
fn without_an_ability_the_answer_is_no() {
    let html = Owner::new_root(None).with(|| {
        assert!(use_ability().get_untracked().rules().is_empty());
        view! {
            <Can permission=Permission::ReadArticle on=article("published science by ada").subject()>
                "secret"
            </Can>
        }
        .into_view()
        .to_html()
    });

    assert!(!html.contains("secret"), "{html}");
}
