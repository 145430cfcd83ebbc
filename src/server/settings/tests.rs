//! Settings, right and wrong.

use super::*;

fn with_file(text: &str) -> Result<Settings, InvalidSetting> {
    Settings::from_layers(Toml::string(text), &BTreeMap::new())
}

fn with_environment(name: &str, value: &str) -> Result<Settings, InvalidSetting> {
    let environment = [(name.to_owned(), value.to_owned())].into();
    Settings::from_layers(Toml::string(""), &environment)
}

#[test]
fn the_shipped_settings_are_valid() {
    let settings = Settings::defaults().unwrap();

    assert_eq!(settings.session.idle, Duration::from_mins(30));
    assert_eq!(settings.session.same_site, SameSite::Lax);
}

#[test]
fn the_environment_wins_over_the_file() {
    let settings = with_environment("STILE_DATABASE__URL", "postgres://news/x").unwrap();
    assert_eq!(settings.database.url, "postgres://news/x");

    let settings = with_environment("LEPTOS_SITE_ADDR", "127.0.0.1:8080").unwrap();
    assert_eq!(settings.leptos.site_addr.port(), 8080);
}

#[test]
fn what_cargo_leptos_sets_for_itself_is_no_setting() {
    assert!(with_environment("LEPTOS_LIB_DIR", "src").is_ok());
}

#[test]
fn an_unknown_setting_is_named_with_those_that_exist() {
    for (text, key) in [
        ("[session]\nidel = '1m'", "session.idel"),
        ("[sesion]\nidle = '1m'", "sesion"),
        ("[leptos]\nsite-adr = 'x'", "leptos.site-adr"),
    ] {
        let error = with_file(text).unwrap_err();
        assert_eq!(error.key, key);
        assert!(error.problem.starts_with("is unknown: remove it, or use one of"), "{error}");
    }
    assert_eq!(with_environment("STILE_SESSION__IDEL", "1m").unwrap_err().key, "session.idel");
}

#[test]
fn a_wrong_or_insecure_setting_is_named() {
    for (text, key) in [
        ("[session]\nidle = 'soon'", "session.idle"),
        ("[session]\nidle = '13h'", "session.idle"),
        ("[session]\nabsolute = '1000h'", "session.absolute"),
        ("[session]\nkept-idle = '721h'", "session.kept-idle"),
        ("[session]\nkept-absolute = '9601h'", "session.kept-absolute"),
        ("[session]\nmost = 0", "session.most"),
        ("[session]\nsame-site = 'none'", "session.same-site"),
        ("[session]\nsame-site = 'all'", "session.same-site"),
        ("[session]\ndomain = 'localhost'", "session.domain"),
        ("[widget]\nsites = ['*']", "widget.sites"),
        ("[widget]\nsites = ['https://...']", "widget.sites"),
        ("[widget]\nsites = ['https://x:']", "widget.sites"),
        ("[widget]\nsites = ['https://[::1']", "widget.sites"),
        ("[widget]\nsites = ['http://partner.example']", "widget.sites"),
        ("[widget]\nsites = ['https://partner.example/path']", "widget.sites"),
        ("[widget]\nsites = ['https://partner.example; script-src *']", "widget.sites"),
        ("[site]\norigin = 'http://news.example'", "site.origin"),
        ("[site]\norigin = 'http://localhost.evil.example'", "site.origin"),
        ("[site]\norigin = 'https://news.example/path'", "site.origin"),
        ("[site]\norigin = 'https://news.example:443'", "site.origin"),
        ("[site]\norigin = 'https://news.example:99999'", "site.origin"),
        ("[site]\norigin = 'https://:443'", "site.origin"),
        ("[site]\norigin = 'https://news..example'", "site.origin"),
        ("[leptos]\nsite-addr = '0.0.0.0:3000'", "site.origin"),
        ("[database]\nurl = 'mysql://x'", "database.url"),
        ("[redis]\nurl = 'localhost'", "redis.url"),
        ("[passwords]\nparallel = 0", "passwords.parallel"),
        ("[passwords]\nparallel = 'many'", "passwords.parallel"),
    ] {
        assert_eq!(with_file(text).unwrap_err().key, key, "{text}");
    }
}

#[test]
fn passwords_are_hashed_neither_too_fast_nor_too_slowly() {
    for (text, key) in [
        ("memory = 47103\npasses = 1", "passwords.memory"),
        ("memory = 19455", "passwords.memory"),
        ("memory = 12287\npasses = 3", "passwords.memory"),
        ("memory = 12287\npasses = 80", "passwords.memory"),
        ("memory = 262145", "passwords.memory"),
        ("memory = 262144\npasses = 5", "passwords.passes"),
        ("passes = 0", "passwords.memory"),
        ("passes = 4294967295", "passwords.passes"),
        ("memory = 4294967295", "passwords.memory"),
        ("lanes = 0", "passwords.lanes"),
        ("lanes = 17", "passwords.lanes"),
        ("shortest = 7", "passwords.shortest"),
        ("shortest = 65", "passwords.shortest"),
        ("parallel = 65", "passwords.parallel"),
        ("queue = 10001", "passwords.queue"),
    ] {
        let error = with_file(&format!("[passwords]\n{text}")).unwrap_err();
        assert_eq!(error.key, key, "{text}");
    }
    for row in [
        "memory = 47104\npasses = 1",
        "memory = 12288\npasses = 3",
        "memory = 262144\npasses = 4",
        "lanes = 4",
        "shortest = 8",
        "pepper = '/run/secrets/pepper'",
    ] {
        assert!(with_file(&format!("[passwords]\n{row}")).is_ok(), "{row}");
    }
}

#[test]
fn behind_https_the_server_may_listen_anywhere() {
    let text = "[site]\norigin = 'https://news.example'\nproxies = ['10.0.0.0/8']\n[leptos]\nsite-addr = '0.0.0.0:80'";

    assert!(with_file(text).is_ok());
}

#[test]
fn behind_https_there_is_a_proxy_and_it_is_not_everybody() {
    for proxies in [
        "[]",
        "['0.0.0.0/0']",
        "['0.0.0.0/1', '128.0.0.0/1']",
        "['10.0.0.0/8', '::/0']",
        "['proxy.example']",
    ] {
        let text = format!("[site]\norigin = 'https://news.example'\nproxies = {proxies}");

        let error = with_file(&text).unwrap_err();
        assert!(error.key.starts_with("site.proxies"), "{error}");
    }
}

const WITH_A_CERTIFICATE: &str = "certificate = 'certificate.pem'\nkey = 'key.pem'";

#[test]
fn who_ends_tls_itself_needs_no_proxy_and_may_listen_anywhere() {
    let text = format!(
        "[site]\norigin = 'https://news.example'\n[leptos]\nsite-addr = '0.0.0.0:443'\n[tls]\n{WITH_A_CERTIFICATE}"
    );

    assert!(with_file(&text).is_ok());
}

#[test]
fn a_certificate_has_its_key_and_an_origin_over_https() {
    let https = "[site]\norigin = 'https://news.example'\nproxies = ['10.0.0.0/8']\n[tls]";
    for (text, key) in [
        (format!("{https}\ncertificate = 'certificate.pem'"), "tls.key"),
        (format!("{https}\nkey = 'key.pem'"), "tls.certificate"),
        (format!("[tls]\n{WITH_A_CERTIFICATE}"), "site.origin"),
        (format!("{https}\npassword = 'x'"), "tls.password"),
    ] {
        assert_eq!(with_file(&text).unwrap_err().key, key, "{text}");
    }
}

#[test]
fn browsers_are_told_to_stay_with_https_except_on_this_machine() {
    for (origin, told) in [
        ("https://news.example", true),
        ("https://localhost.example", true),
        ("https://localhost", false),
        ("https://localhost:3000", false),
        ("https://127.0.0.1:3000", false),
        ("https://[::1]:3000", false),
        ("http://localhost:3000", false),
    ] {
        let site = Site { origin: origin.to_owned(), proxies: Vec::new() };

        assert_eq!(site.is_for_https_only(), told, "{origin}");
    }
}

#[test]
fn sessions_are_shared_with_siblings_of_our_own_domain_only() {
    let with = |origin: &str, session: &str| {
        with_file(&format!(
            "[site]\norigin = '{origin}'\nproxies = ['127.0.0.1/32']\n[session]\n{session}\n\
             [widget]\nsites = ['https://partner.example']"
        ))
    };
    let ours = "https://desk.news.example:8443";
    assert!(with(ours, "domain = 'news.example'").is_ok());
    assert!(with(ours, "domain = 'desk.news.example'").is_ok());
    assert!(with(ours, "same-site = 'none'").is_ok());
    for (origin, session) in [
        (ours, "domain = '.news.example'"),
        (ours, "domain = 'example'"),
        (ours, "domain = 'ws.example'"),
        (ours, "domain = 'other.example'"),
        (ours, "domain = 'a.desk.news.example'"),
        (ours, "domain = 'news.example; Path=/x'"),
        ("https://news.co.uk", "domain = 'co.uk'"),
        ("https://news.github.io", "domain = 'github.io'"),
        ("https://192.0.2.1", "domain = '192.0.2.1'"),
        ("https://10.0.0.1", "domain = '0.0.1'"),
        ("https://a.b.example", "domain = 'example.'"),
        (ours, "domain = 'news.example'\nsame-site = 'none'"),
    ] {
        assert_eq!(with(origin, session).unwrap_err().key, "session.domain", "{origin} {session}");
    }
}

#[test]
fn limits_that_limit_nothing_are_named() {
    for (text, key) in [
        ("sign-in-account = '0/1h'", "limits.sign-in-account"),
        ("sign-in-account = '101/1h'", "limits.sign-in-account"),
        ("sign-in-device = '100/59s'", "limits.sign-in-device"),
        ("address = '1000001/1s'", "limits.address"),
        ("person = '1/25h'", "limits.person"),
        ("refusals = 'many'", "limits.refusals"),
        ("refusals = '10'", "limits.refusals"),
        ("shut-out = '0s'", "limits.shut-out"),
        ("factor-account = '21/1h'", "limits.factor-account"),
        ("factor-device = '5/4m'", "limits.factor-device"),
        ("letters-code = '0/1h'", "limits.letters-code"),
        ("letters-network = '0/1h'", "limits.letters-network"),
        ("letters-person = '0/1h'", "limits.letters-person"),
        ("connections = 0", "limits.connections"),
        ("at-once = 0", "limits.at-once"),
        ("longest = '0s'", "limits.longest"),
        ("slow = '6m'", "limits.slow"),
        ("off = true", "limits.off"),
    ] {
        assert_eq!(with_file(&format!("[limits]\n{text}")).unwrap_err().key, key, "{text}");
    }
}

#[test]
fn who_wants_their_account_deleted_has_a_day_at_least_to_think_it_over() {
    for grace in ["23h", "0s", "8785h"] {
        let wrong = with_file(&format!("[accounts]\ngrace = '{grace}'")).unwrap_err();
        assert_eq!(wrong.key, "accounts.grace", "{grace}");
    }
    let day = with_file("[accounts]\ngrace = '24h'").unwrap();
    assert_eq!(day.accounts.grace, Duration::from_hours(24));
}

#[test]
fn files_are_kept_where_nobody_reads_them_on_the_way() {
    for (text, key) in [
        ("store = ''", "files.store"),
        ("store = 'ftp://files.example'", "files.store"),
        ("store = 's3://'", "files.store"),
        ("store = 's3://bucket'", "files.region"),
        ("picture = 0", "files.picture"),
        ("pixels = 201", "files.pixels"),
        ("parallel = 0", "files.parallel"),
        ("largest = 2001", "files.largest"),
        ("longest = '2h'", "files.longest"),
        ("quota = 18446744073710", "files.quota"),
        ("off = true", "files.off"),
    ] {
        assert_eq!(with_file(&format!("[files]\n{text}")).unwrap_err().key, key, "{text}");
    }
    let bucket = |endpoint: &str| {
        with_file(&format!(
            "[files]\nstore = 's3://bucket/a/b'\nregion = 'eu'\naccess-key = 'sesame'\n\
             secret-key = 'sesame'\nendpoint = '{endpoint}'"
        ))
    };
    assert_eq!(bucket("http://files.example").unwrap_err().key, "files.endpoint");
    assert_eq!(bucket("http://127.0.0.1.evil.example:9000").unwrap_err().key, "files.endpoint");
    for unsafe_one in ["http://localhost:80@evil.example", "https://", "https://a b", "https://a/b"]
    {
        assert_eq!(bucket(unsafe_one).unwrap_err().key, "files.endpoint", "{unsafe_one}");
    }
    for safe in ["", "https://files.example", "http://127.0.0.1:9000"] {
        let files = bucket(safe).unwrap().files;
        assert_eq!(files.bucket(), Some(Bucket { name: "bucket", prefix: "a/b" }));
        assert!(!format!("{files:?}").contains("sesame"));
    }
}

#[test]
fn a_release_has_a_key_for_the_secrets_of_factors() {
    assert_eq!(with_file("[factors]\nkeys = ['']").unwrap_err().key, "factors.keys");
    let none = with_file("").unwrap().factors;
    assert_eq!(none.check_for_release().unwrap_err().key, "factors.keys");

    let two = with_environment("STILE_FACTORS__KEYS", r#"["new.key", "old.key"]"#).unwrap().factors;

    assert_eq!(two.keys, ["new.key", "old.key"]);
    assert_eq!(two.check_for_release(), Ok(()));
}

#[test]
fn a_password_in_an_address_is_not_shown() {
    let settings = with_environment("STILE_DATABASE__URL", "postgres://u:hunter2@h/x").unwrap();

    assert!(!format!("{settings:?}").contains("hunter2"));
}

#[test]
fn the_settings_agree_with_cargos_metadata() {
    let manifest: toml::Table = include_str!("../../../Cargo.toml").parse().unwrap();
    let ours: toml::Table = DEFAULTS.parse().unwrap();
    let cargo = &manifest["workspace"]["metadata"]["leptos"][0];

    for key in ["output-name", "site-root", "site-pkg-dir", "site-addr", "reload-port"] {
        assert_eq!(cargo[key], ours["leptos"][key], "{key}");
    }
}
