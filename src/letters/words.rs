//! What letters say, and how they look.

use leptos::prelude::*;

use crate::{server::mail::Letter, ui::document::document};

/// A letter before it is written: nothing that a stranger has typed stands in it.
pub struct Words {
    /// What it is about.
    pub subject: &'static str,
    /// What there is to say.
    pub says: Vec<String>,
    /// What there is to do: words, and where they lead.
    pub way: Option<(&'static str, String)>,
    /// What is said after it.
    pub ends: String,
}

impl Words {
    /// The letter to that address.
    pub fn to(self, to: &str) -> Letter {
        Letter {
            to: to.to_owned(),
            subject: self.subject.to_owned(),
            text: self.text(),
            html: self.html(),
        }
    }

    fn text(&self) -> String {
        let says = self.says.iter().map(String::as_str);
        let way = self.way.as_ref().map(|(words, address)| format!("{words}:\n{address}"));
        let parts = says.chain(way.as_deref()).chain([self.ends.as_str()]);
        parts.collect::<Vec<&str>>().join("\n\n") + "\n\nThe Daily Stile\n"
    }

    fn html(&self) -> String {
        let paragraph = "margin:0 0 16px";
        let says = self.says.iter().map(|it| view! { <p style=paragraph>{it.clone()}</p> });
        let way = self.way.clone().map(|(words, address)| {
            view! {
                <p style="margin:24px 0">
                    <a
                        href=address
                        style="display:inline-block;padding:12px 20px;background:#1f2a44;color:#ffffff;text-decoration:none;border-radius:4px"
                    >
                        {words}
                    </a>
                </p>
            }
        });
        let body = view! {
            <body style="margin:0;padding:24px;font:16px/1.5 Georgia,serif">
                <div style="max-width:560px;margin:0 auto">
                    <p style="margin:0 0 24px;font-size:20px">
                        <strong>"The Daily Stile"</strong>
                    </p>
                    {says.collect_view()}
                    {way}
                    <p style="margin:24px 0 0;font-size:14px">{self.ends.clone()}</p>
                </div>
            </body>
        };
        document(self.subject, (), body)
    }
}
