//! `bin/certificate`: what it makes, and who trusts it when.

use std::{
    fs,
    io::Write,
    process::{Command, Stdio},
};

use super::{Certified, mode, said};

impl Certified {
    fn openssl(&self, arguments: &[&str]) -> Command {
        let mut openssl = Command::new("openssl");
        openssl.current_dir(self.file("")).args(arguments);
        openssl
    }

    fn text_of(&self, certificate: &str) -> String {
        said(&mut self.openssl(&["x509", "-in", certificate, "-noout", "-text"]))
    }

    /// Whether the certificate is one of that host, signed by the authority.
    fn is_of(&self, host: &str) -> bool {
        let mut openssl =
            self.openssl(&["verify", "-purpose", "sslserver", "-CAfile", "authority.pem"]);
        let option = if host.contains([':', '1']) { "-verify_ip" } else { "-verify_hostname" };
        openssl.args([option, host, "certificate.pem"]).output().unwrap().status.success()
    }

    /// A certificate of another making.
    fn sign(&self, file: &str, arguments: &[&str]) {
        let request = ["req", "-x509", "-out", file, "-subj", "/CN=another"];
        said(self.openssl(&request).args(arguments));
    }

    fn files(&self) -> Vec<String> {
        let Ok(folder) = fs::read_dir(self.file("")) else {
            return Vec::new();
        };
        let mut names: Vec<_> =
            folder.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// A browser's database below home, without anybody in it.
    fn browser(&self, profile: &str) -> String {
        let folder = self.home().join(profile);
        fs::create_dir_all(&folder).unwrap();
        let database = format!("sql:{}", folder.display());
        said(Command::new("certutil").args(["-N", "--empty-password", "-d", &database]));
        database
    }

    /// What is said at a terminal, where somebody types that.
    fn at_a_terminal(&self, typed: &str) -> String {
        let mut script = self.at_home("script");
        let script = script.args(["-qec", "bin/certificate", "/dev/null"]);
        let mut script = script.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        script.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
        String::from_utf8_lossy(&script.wait_with_output().unwrap().stdout).into_owned()
    }
}

/// How many authorities of ours a browser trusts by that database.
fn trusted_in(database: &str) -> usize {
    let list = said(Command::new("certutil").args(["-L", "-d", database]));
    let ours = |line: &&str| line.starts_with("Stile in development") && line.ends_with("C,,  ");
    list.lines().filter(ours).count()
}

const MADE: [&str; 3] = ["authority.pem", "certificate.pem", "key.pem"];

#[test]
fn the_authority_may_speak_for_this_machine_only_and_its_key_is_nowhere() {
    let certified = Certified::new();

    let authority = certified.text_of("authority.pem");

    let constraints = "X509v3 Name Constraints: critical
                Permitted:
                  DNS:localhost
                  IP:127.0.0.1/255.255.255.255
                  IP:0:0:0:0:0:0:0:1/FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF\n";
    assert!(authority.contains(constraints), "{authority}");
    assert!(authority.contains("CA:TRUE, pathlen:0"), "{authority}");
    said(&mut certified.openssl(&["verify", "-x509_strict", "-CAfile", MADE[0], MADE[1]]));
    assert_eq!(certified.files(), MADE);
    let public = said(&mut certified.openssl(&["pkey", "-in", "key.pem", "-pubout"]));
    let of = |file| said(&mut certified.openssl(&["x509", "-in", file, "-noout", "-pubkey"]));
    assert_eq!(public, of("certificate.pem"));
    assert_ne!(public, of("authority.pem"));
}

#[test]
fn what_such_an_authority_would_sign_for_another_host_is_not_believed() {
    let certified = Certified::new();
    let authority = certified.text_of("authority.pem");
    let limits = authority
        .lines()
        .map(str::trim)
        .filter(|it| it.starts_with("DNS:") || it.starts_with("IP:"));
    let limits: Vec<_> = limits.map(|it| format!("permitted;{it}")).collect();

    // The key of the true one is gone, so that this one stands for it.
    let limits = format!("nameConstraints=critical,{}", limits.join(","));
    certified.sign(
        "authority.pem",
        &["-keyout", "authority.key", "-newkey", "rsa:2048", "-nodes", "-addext", &limits],
    );
    for host in ["localhost", "evil.example"] {
        let name = format!("subjectAltName=DNS:{host}");
        let by = [
            "-CA",
            "authority.pem",
            "-CAkey",
            "authority.key",
            "-key",
            "key.pem",
            "-addext",
            &name,
        ];
        certified.sign("certificate.pem", &by);

        assert_eq!(certified.is_of(host), host == "localhost", "{host}");
    }
}

#[test]
fn the_certificate_is_of_this_machine_for_at_most_397_days() {
    let certified = Certified::new();

    for (host, ours) in [
        ("localhost", true),
        ("127.0.0.1", true),
        ("::1", true),
        ("evil.example", false),
        ("127.0.0.2", false),
    ] {
        assert_eq!(certified.is_of(host), ours, "{host}");
    }
    let (days, beyond) = (396 * 24 * 60 * 60, 397 * 24 * 60 * 60 + 1);
    for file in ["authority.pem", "certificate.pem"] {
        let lasts = |seconds: i32| {
            let seconds = seconds.to_string();
            let check = ["x509", "-in", file, "-noout", "-checkend", &seconds];
            certified.openssl(&check).output().unwrap().status.success()
        };
        assert!(lasts(days) && !lasts(beyond), "{file}");
    }
}

#[test]
fn nobody_else_reads_the_key() {
    let certified = Certified::new();

    assert_eq!(mode(&certified.file("key.pem")), 0o600);
    assert_eq!(mode(&certified.file("")), 0o700);
}

#[test]
fn a_certificate_stays_until_two_weeks_before_its_end() {
    let certified = Certified::new();
    let read = || fs::read_to_string(certified.file("certificate.pem")).unwrap();
    let first = read();

    certified.certificate(&[]);
    assert_eq!(read(), first);

    for days in ["13", "15"] {
        certified.sign("certificate.pem", &["-key", "key.pem", "-days", days]);
        let ending = read();
        certified.certificate(&[]);
        assert_eq!(read() == ending, days == "15", "{days}");
    }
}

#[test]
fn without_a_terminal_nobody_trusts_it() {
    let certified = Certified::new();

    assert_eq!(certified.files(), MADE);
    assert!(!certified.home().join(".pki").exists());
}

#[test]
fn who_trusts_it_does_in_every_browser_until_they_forget_it() {
    let certified = Certified::new();
    let firefox = certified.browser(".mozilla/firefox/a1b2c3.default");
    let chromium = format!("sql:{}", certified.home().join(".pki/nssdb").display());

    certified.certificate(&["--trust"]);
    certified.certificate(&["--trust"]);

    assert_eq!((trusted_in(&firefox), trusted_in(&chromium)), (1, 1));
    assert!(certified.files().contains(&"trusted".to_owned()));

    certified.certificate(&["--forget"]);

    assert_eq!((trusted_in(&firefox), trusted_in(&chromium)), (0, 0));
    assert!(certified.files().is_empty());
}

#[test]
fn a_new_certificate_takes_the_place_of_the_one_that_was_trusted() {
    let certified = Certified::new();
    let firefox = certified.browser(".mozilla/firefox/a1b2c3.default");
    certified.certificate(&["--trust"]);
    let authority = fs::read(certified.file("authority.pem")).unwrap();
    fs::remove_file(certified.file("certificate.pem")).unwrap();

    certified.certificate(&[]);

    assert_ne!(fs::read(certified.file("authority.pem")).unwrap(), authority);
    assert_eq!(trusted_in(&firefox), 1);
}

#[test]
fn whoever_is_at_a_terminal_is_asked_once() {
    let (willing, unwilling) = (Certified::new(), Certified::new());

    for (certified, answer, kept) in [(&willing, "y\n", "trusted"), (&unwilling, "\n", "declined")]
    {
        assert!(certified.at_a_terminal(answer).contains("[y/N]"));
        assert!(certified.files().contains(&kept.to_owned()), "{kept}");
        assert!(!certified.at_a_terminal("").contains("[y/N]"));
    }

    assert!(willing.home().join(".pki/nssdb/cert9.db").exists());
    assert!(!unwilling.home().join(".pki").exists());
}
