//! `[files]`: where uploaded files are kept, and how much of them.

use std::{fmt, time::Duration};

use serde::Deserialize;

use super::{InvalidSetting, origins::is_safe_origin, source::duration};

/// The longest upload that one setting allows: what S3 takes in one object of 10,000 parts of 8 MB.
const MOST_MEGABYTES: u64 = 80_000;

/// What one person may keep at most, in megabytes.
const MOST_OF_ONE: u64 = 1_000_000_000;

/// `[files]`
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Files {
    /// A folder, or `s3://BUCKET/PREFIX`.
    pub store: String,
    /// Where the S3 store answers, if it is not Amazon's.
    pub endpoint: String,
    /// In which region.
    pub region: String,
    /// Who we are there.
    pub access_key: String,
    /// And how we show it.
    pub secret_key: String,
    /// Megabytes of one picture, as it is sent.
    pub picture: u64,
    /// Millions of pixels of one picture.
    pub pixels: u64,
    /// Pictures that are made ready at the same time.
    pub parallel: usize,
    /// Megabytes of any other file.
    pub largest: u64,
    /// Megabytes that one person may keep here.
    pub quota: u64,
    /// How long one upload may take.
    #[serde(deserialize_with = "duration")]
    pub longest: Duration,
}

/// What an S3 store is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bucket<'a> {
    /// The bucket.
    pub name: &'a str,
    /// What the names of all objects begin with.
    pub prefix: &'a str,
}

impl Files {
    /// The bucket, if files are not kept in a folder.
    #[must_use]
    pub fn bucket(&self) -> Option<Bucket<'_>> {
        let place = self.store.strip_prefix("s3://")?;
        let (name, prefix) = place.split_once('/').unwrap_or((place, ""));
        Some(Bucket { name, prefix })
    }

    pub(super) fn check(&self) -> Result<(), InvalidSetting> {
        match self.bucket() {
            Some(bucket) => self.check_bucket(bucket)?,
            None if self.store.is_empty() || self.store.contains("://") => {
                return wrong("store", "is neither a folder nor s3://BUCKET/PREFIX");
            }
            None => {}
        }
        if self.pixels == 0 || self.pixels > 200 {
            return wrong("pixels", "must be 1 to 200: each takes up to sixteen bytes of memory");
        }
        if !(1..=64).contains(&self.parallel) {
            return wrong(
                "parallel",
                "must be 1 to 64: the number of cores is the most that helps",
            );
        }
        if self.picture == 0 || self.picture > 200 {
            return wrong("picture", "must be 1 to 200: a picture is in memory as a whole");
        }
        if self.largest == 0 || self.largest > MOST_MEGABYTES || self.quota < self.largest {
            return wrong("largest", "must be at least 1, and at most files.quota and 80000");
        }
        if self.quota > MOST_OF_ONE {
            return wrong("quota", "is over 1000000000, which is a petabyte");
        }
        if self.longest < Duration::from_secs(10) || self.longest > Duration::from_hours(1) {
            return wrong("longest", "must be 10s to 1h: a slow client keeps a place so long");
        }
        Ok(())
    }

    fn check_bucket(&self, bucket: Bucket<'_>) -> Result<(), InvalidSetting> {
        if bucket.name.is_empty() {
            return wrong("store", "names no bucket: write s3://BUCKET/PREFIX");
        }
        if self.region.is_empty() || self.access_key.is_empty() || self.secret_key.is_empty() {
            return wrong("region", "access-key and secret-key must be set for s3://");
        }
        if !(self.endpoint.is_empty() || is_safe_origin(&self.endpoint)) {
            return wrong("endpoint", "is not https://, so anybody on the way reads the files");
        }
        Ok(())
    }
}

fn wrong(key: &str, problem: &str) -> Result<(), InvalidSetting> {
    Err(InvalidSetting::new(&format!("files.{key}"), problem))
}

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Files(…)")
    }
}
