//! What uploaded files stand on: where their bytes are, what makes pictures anew, and how much is too much.

use tokio::sync::Semaphore;

use super::{
    objects::{CannotOpen, Objects},
    pictures::Pictures,
    places::Places,
    settings,
};

const MEGABYTE: u64 = 1_000_000;

/// Files of one person that may arrive at once.
const AT_ONCE: usize = 4;

/// What uploaded files stand on.
#[derive(Clone, Debug)]
pub struct Files {
    /// Their bytes.
    pub objects: Objects,
    /// Makes pictures anew.
    pub pictures: Pictures,
    /// For files that arrive, by person.
    pub places: Places,
    /// Bytes of one picture, as it is sent.
    pub picture: u64,
    /// Bytes of any other file.
    pub largest: u64,
    /// Bytes that one person may keep here.
    pub quota: u64,
}

impl Files {
    /// As the settings have it.
    ///
    /// # Errors
    ///
    /// The store cannot be opened.
    pub fn open(settings: &settings::Files) -> Result<Self, CannotOpen> {
        Ok(Self {
            objects: Objects::open(settings)?,
            pictures: Pictures::new(settings),
            places: Places::new(Semaphore::MAX_PERMITS, AT_ONCE),
            picture: settings.picture * MEGABYTE,
            largest: settings.largest * MEGABYTE,
            quota: settings.quota * MEGABYTE,
        })
    }
}
