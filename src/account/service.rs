//! What a browser tells about itself, and what is remembered in it.

use http::{HeaderMap, header};

use super::model::Theme;
use crate::call::{CallContext, ServiceError};

/// The cookie that remembers the theme. It is nobody's secret.
const THEME_COOKIE: &str = "__Host-stile-theme";

/// Remembers the theme for a year, in this browser.
pub fn choose_theme(call: &CallContext, theme: Theme) -> Result<(), ServiceError> {
    let cookie = format!(
        "{THEME_COOKIE}={}; Path=/; Max-Age=31536000; Secure; HttpOnly; SameSite=Lax",
        theme.as_str()
    );
    call.set_header(header::SET_COOKIE, &cookie);
    Ok(())
}

/// The theme that this browser remembers.
#[must_use]
pub fn theme(headers: &HeaderMap) -> Theme {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(name, _)| *name == THEME_COOKIE)
        .map_or_else(Theme::default, |(_, theme)| Theme::named(theme))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn headers(name: header::HeaderName, value: &'static str) -> HeaderMap {
        [(name, HeaderValue::from_static(value))].into_iter().collect()
    }

    #[test]
    fn a_theme_that_does_not_exist_is_the_systems() {
        let cookie = |value| theme(&headers(header::COOKIE, value));

        assert_eq!(cookie("a=b; __Host-stile-theme=dark"), Theme::Dark);
        assert_eq!(cookie("__Host-stile-theme=\"><script>"), Theme::System);
        assert_eq!(theme(&HeaderMap::new()), Theme::System);
    }
}
