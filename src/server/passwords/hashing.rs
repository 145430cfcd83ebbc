//! What argon2id makes of a password, as the settings say.

use argon2::{
    Algorithm, Argon2, KeyId, Params, ParamsBuilder, PasswordHash, PasswordHasher,
    PasswordVerifier, Version,
    password_hash::{
        Error as HashError, Output, ParamsString, SaltString,
        rand_core::{OsRng, RngCore},
    },
};

use super::{CannotHash, PasswordError, Pepper, broken};
use crate::server::settings;

/// Bytes of a hash.
const LENGTH: usize = 32;

/// Makes and checks hashes.
#[derive(Debug)]
pub struct Hashing {
    params: Params,
    pepper: Option<Pepper>,
    /// The hash of a password that nobody has.
    nobodys: String,
}

/// What a hash says of a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// It is another one.
    No,
    /// It is this one.
    Yes,
    /// It is this one, and the settings want another kind of hash.
    Outdated,
}

impl Hashing {
    /// As the settings say.
    pub fn new(settings: &settings::Passwords) -> Result<Self, CannotHash> {
        let pepper = match settings.pepper.as_str() {
            "" => None,
            file => Some(Pepper::load(file)?),
        };
        let name = pepper.as_ref().map_or(&[][..], Pepper::name);
        let params = ParamsBuilder::new()
            .m_cost(settings.memory)
            .t_cost(settings.passes)
            .p_cost(settings.lanes)
            .keyid(KeyId::new(name)?)
            .output_len(LENGTH)
            .build()?;
        let nobodys = nobodys(&params)?;
        Ok(Self { params, pepper, nobodys })
    }

    /// The hash of a password that nobody has: checking one against it is the same work as against anybody's.
    pub fn of_nobody(&self) -> &str {
        &self.nobodys
    }

    /// The hash to keep.
    pub fn hash(&self, password: &str) -> Result<String, PasswordError> {
        let salt = SaltString::generate(&mut OsRng);
        let argon2 = self.argon2(self.pepper.as_ref())?;
        Ok(argon2.hash_password(password.as_bytes(), &salt).map_err(broken)?.to_string())
    }

    /// What the hash says of the password.
    pub fn verify(&self, password: &str, hash: &str) -> Result<Match, PasswordError> {
        let hash = PasswordHash::new(hash).map_err(broken)?;
        let params = Params::try_from(&hash).map_err(broken)?;
        let argon2 = self.argon2(self.pepper_of(&params)?)?;
        match argon2.verify_password(password.as_bytes(), &hash) {
            Ok(()) if self.is_current(&hash, &params) => Ok(Match::Yes),
            Ok(()) => Ok(Match::Outdated),
            Err(HashError::Password) => Ok(Match::No),
            Err(error) => Err(broken(error)),
        }
    }

    /// What the hash was made with.
    fn pepper_of(&self, params: &Params) -> Result<Option<&Pepper>, PasswordError> {
        match &self.pepper {
            _ if params.keyid().is_empty() => Ok(None),
            Some(pepper) if pepper.name() == params.keyid() => Ok(Some(pepper)),
            _ => Err(PasswordError::OtherPepper),
        }
    }

    fn is_current(&self, hash: &PasswordHash<'_>, params: &Params) -> bool {
        hash.algorithm == Algorithm::Argon2id.ident()
            && hash.version == Some(Version::V0x13.into())
            && *params == self.params
    }

    fn argon2<'a>(&self, pepper: Option<&'a Pepper>) -> Result<Argon2<'a>, PasswordError> {
        let (kind, version, params) = (Algorithm::Argon2id, Version::V0x13, self.params.clone());
        match pepper {
            None => Ok(Argon2::new(kind, version, params)),
            Some(pepper) => {
                Argon2::new_with_secret(pepper.reveal(), kind, version, params).map_err(broken)
            }
        }
    }
}

/// Made up instead of computed: no password is known to have it, and checking against it costs the same.
fn nobodys(params: &Params) -> Result<String, HashError> {
    let salt = SaltString::generate(&mut OsRng);
    let mut chance = [0; LENGTH];
    OsRng.fill_bytes(&mut chance);
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(params)?,
        salt: Some(salt.as_salt()),
        hash: Some(Output::new(&chance)?),
    };
    Ok(hash.to_string())
}
