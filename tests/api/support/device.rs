//! A device that has passkeys, and behaves as a test wants.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use stile::server::chance;

use super::{Answer, Person, TestApp};

/// Somebody is there.
const PRESENT: u8 = 1;
/// It is the owner, whom the device has verified.
const VERIFIED: u8 = 1 << 2;
/// A key stands in what it says.
const HAS_KEY: u8 = 1 << 6;

/// A device with a browser.
#[derive(Clone)]
pub struct Device {
    /// The origin of the page that asks.
    pub origin: String,
    /// For whom the device thinks that it signs.
    pub rp_id: String,
    /// Whether it asks for a finger, a face or a PIN.
    pub verifies: bool,
    /// How often it has signed.
    pub counts: u32,
}

/// A passkey on a device.
#[derive(Clone)]
pub struct Key {
    /// What the device calls it.
    pub id: Vec<u8>,
    /// What it calls its owner. Some devices do not say.
    pub handle: Option<Vec<u8>>,
    /// What it signs with.
    pub secret: SigningKey,
}

impl Device {
    /// A device that behaves.
    pub fn of(app: &TestApp) -> Self {
        let (origin, rp_id) = (app.origin.clone(), "localhost".to_owned());
        Self { origin, rp_id, verifies: true, counts: 0 }
    }

    /// Makes a passkey.
    pub fn makes(&self, question: &Value) -> (Key, String) {
        self.makes_called(question, chance::bytes::<32>().unwrap().to_vec())
    }

    /// Makes a passkey, and calls it that.
    pub fn makes_called(&self, question: &Value, id: Vec<u8>) -> (Key, String) {
        let key = Key {
            id,
            handle: Some(bytes(&question["user"]["id"])),
            secret: SigningKey::from_slice(&chance::bytes::<32>().unwrap()).unwrap(),
        };
        let point = key.secret.verifying_key().to_sec1_bytes();
        let mut says = self.says(HAS_KEY);
        says.extend([0; 16]);
        says.extend(u16::try_from(key.id.len()).unwrap().to_be_bytes());
        says.extend(&key.id);
        // ES256, as COSE writes it: {1: 2, 3: -7, -1: 1, -2: x, -3: y}
        says.extend([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32]);
        says.extend(&point[1..33]);
        says.extend([0x22, 0x58, 32]);
        says.extend(&point[33..65]);
        // {"fmt": "none", "attStmt": {}, "authData": …}
        let mut attestation = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59".to_vec();
        attestation.extend(u16::try_from(says.len()).unwrap().to_be_bytes());
        attestation.extend(says);
        let response = json!({
            "attestationObject": text(&attestation),
            "clientDataJSON": text(&self.client_data("webauthn.create", question)),
            "transports": ["internal"],
        });
        let credential = credential(&key, response);
        (key, credential)
    }

    /// Answers with a passkey.
    pub fn answers(&self, key: &Key, question: &Value) -> String {
        let (says, client_data) = (self.says(0), self.client_data("webauthn.get", question));
        let signed = [says.as_slice(), &Sha256::digest(&client_data)].concat();
        let signature: Signature = key.secret.sign(&signed);
        let response = json!({
            "authenticatorData": text(&says),
            "clientDataJSON": text(&client_data),
            "signature": text(signature.to_der().as_bytes()),
            "userHandle": key.handle.as_deref().map(text),
        });
        credential(key, response)
    }

    fn says(&self, besides: u8) -> Vec<u8> {
        let mut says = Sha256::digest(&self.rp_id).to_vec();
        says.push(PRESENT | if self.verifies { VERIFIED } else { 0 } | besides);
        says.extend(self.counts.to_be_bytes());
        says
    }

    fn client_data(&self, kind: &str, question: &Value) -> Vec<u8> {
        let challenge = &question["challenge"];
        let data = json!({
            "type": kind,
            "challenge": challenge,
            "origin": self.origin,
            "crossOrigin": false,
        });
        data.to_string().into_bytes()
    }
}

impl Person {
    /// What a device is to be asked, as that address says it.
    pub async fn question(&self, path: &str) -> Value {
        let answer = self.post(path, &[]).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        serde_json::from_str(answer.json().as_str().unwrap()).unwrap()
    }

    /// Adds a passkey, which a device has just made; and the recovery codes.
    pub async fn add_passkey(&self, device: &Device) -> (Key, Vec<String>) {
        let (key, credential) = device.makes(&self.question("/api/passkeys/ask").await);
        let added = self.post("/api/passkeys/add", &[("credential", &credential)]).await;
        assert_eq!(added.status, 200, "{}", added.body);
        (key, serde_json::from_str(&added.body).unwrap())
    }

    /// Signs in with a passkey and nothing else.
    pub async fn sign_in_with(&self, device: &Device, key: &Key) -> Answer {
        let credential = device.answers(key, &self.question("/api/sign-in/ask-passkey").await);
        self.post("/api/sign-in/passkey", &[("credential", &credential)]).await
    }
}

fn credential(key: &Key, response: Value) -> String {
    let id = text(&key.id);
    let credential = json!({
        "id": id,
        "rawId": id,
        "type": "public-key",
        "response": response,
        "clientExtensionResults": {},
        "authenticatorAttachment": "platform",
    });
    credential.to_string()
}

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn bytes(text: &Value) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text.as_str().unwrap()).unwrap()
}
