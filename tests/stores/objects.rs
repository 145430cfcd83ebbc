//! One contract for every place where the bytes of files are kept.

use bytes::Bytes;
use futures_util::TryStreamExt;
use stile::server::{
    objects::{Objects, fresh_name},
    settings::{Files, Settings},
};
use tempfile::TempDir;

use crate::servers;

/// More than two parts of a long object.
const LONG: usize = 17_000_000;

struct Bench {
    objects: Objects,
    folder: TempDir,
}

impl Bench {
    fn in_a_folder() -> Self {
        let folder = TempDir::new().unwrap();
        let store = folder.path().join("not/there/yet").display().to_string();
        Self::open(folder, |files| Files { store, ..files })
    }

    fn in_a_bucket() -> Self {
        let (endpoint, bucket) = servers::bucket();
        Self::open(TempDir::new().unwrap(), |files| Files {
            store: format!("s3://{bucket}/some/prefix"),
            endpoint,
            region: "eu-central-1".to_owned(),
            access_key: "stile".to_owned(),
            secret_key: "sesame".to_owned(),
            ..files
        })
    }

    fn open(folder: TempDir, files: impl FnOnce(Files) -> Files) -> Self {
        let files = files(Settings::defaults().unwrap().files);
        Self { objects: Objects::open(&files).unwrap(), folder }
    }

    async fn read(&self, name: &str, from: u64, until: u64) -> Vec<u8> {
        let parts = self.objects.read(name, from..until).await.unwrap();
        let parts: Vec<Bytes> = parts.try_collect().await.unwrap();
        parts.concat()
    }

    async fn exists(&self, name: &str) -> bool {
        self.objects.read(name, 0..1).await.is_ok()
    }
}

/// Makes each sentence a test of each place.
macro_rules! every_place_keeps {
    ($($sentence:ident)*) => {
        every_place_keeps!(@ in_a_folder $($sentence)*);
        every_place_keeps!(@ in_a_bucket $($sentence)*);
    };
    (@ $place:ident $($sentence:ident)*) => {
        mod $place {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $sentence() {
                    super::$sentence(super::Bench::$place()).await;
                }
            )*
        }
    };
}

every_place_keeps! {
    what_is_kept_is_read_whole_and_in_part
    a_long_object_is_kept_in_parts_and_read_as_one
    what_is_not_finished_does_not_exist
    what_is_given_up_never_exists
    what_is_removed_is_gone_and_may_be_removed_again
    what_was_never_kept_cannot_be_read
}

async fn what_is_kept_is_read_whole_and_in_part(bench: Bench) {
    let name = fresh_name().unwrap();

    bench.objects.put(&name, Bytes::from_static(b"0123456789")).await.unwrap();

    assert_eq!(bench.read(&name, 0, 10).await, b"0123456789");
    assert_eq!(bench.read(&name, 3, 5).await, b"34");
    assert_eq!(bench.read(&name, 9, 10).await, b"9");
}

fn long() -> Vec<u8> {
    (0..LONG).map(|place| u8::try_from(place % 251).unwrap()).collect()
}

async fn a_long_object_is_kept_in_parts_and_read_as_one(bench: Bench) {
    let (name, whole) = (fresh_name().unwrap(), long());

    let mut writing = bench.objects.begin(&name).await.unwrap();
    for part in whole.chunks(70_000) {
        writing.write(part).await.unwrap();
    }
    writing.finish().await.unwrap();

    assert!(bench.read(&name, 0, LONG as u64).await == whole);
    assert_eq!(bench.read(&name, 8_388_600, 8_388_620).await, whole[8_388_600..8_388_620]);
}

async fn what_is_not_finished_does_not_exist(bench: Bench) {
    let name = fresh_name().unwrap();

    let mut writing = bench.objects.begin(&name).await.unwrap();
    writing.write(&long()).await.unwrap();
    assert!(!bench.exists(&name).await);
    writing.finish().await.unwrap();

    assert!(bench.exists(&name).await);
}

async fn what_is_given_up_never_exists(bench: Bench) {
    let name = fresh_name().unwrap();

    let mut writing = bench.objects.begin(&name).await.unwrap();
    writing.write(&long()).await.unwrap();
    writing.give_up().await;

    assert!(!bench.exists(&name).await);
}

async fn what_is_removed_is_gone_and_may_be_removed_again(bench: Bench) {
    let (name, other) = (fresh_name().unwrap(), fresh_name().unwrap());
    for name in [&name, &other] {
        bench.objects.put(name, Bytes::from_static(b"bees")).await.unwrap();
    }

    bench.objects.remove(&name).await.unwrap();
    bench.objects.remove(&name).await.unwrap();

    assert!(!bench.exists(&name).await);
    assert!(bench.exists(&other).await);
}

#[tokio::test]
async fn what_a_server_that_was_killed_has_left_in_a_folder_goes_with_its_object() {
    let bench = Bench::in_a_folder();
    let name = fresh_name().unwrap();
    bench.objects.put(&name, Bytes::from_static(b"bees")).await.unwrap();
    let folder = bench.folder.path().join("not/there/yet");
    let left = folder.join(format!("{name}#1"));
    std::fs::write(&left, b"half").unwrap();

    bench.objects.remove(&name).await.unwrap();

    assert!(!left.exists() && !folder.join(&name).exists());
}

async fn what_was_never_kept_cannot_be_read(bench: Bench) {
    assert!(!bench.exists(&fresh_name().unwrap()).await);
}
