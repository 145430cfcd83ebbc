//! Pictures are made anew: what we send is what we have drawn, and nothing that came along.
//!
//! A picture loses what says where and with what it was taken, and whatever else stands in its file.

use std::{io::Cursor, sync::Arc};

use bytes::Bytes;
use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits,
    codecs::{
        jpeg::JpegEncoder,
        png::{CompressionType, FilterType, PngEncoder},
    },
    imageops::FilterType as Scaling,
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::spawn_blocking,
};

use super::settings;

/// The longest side of what we keep: twice the widest column of a page, for screens with dense pixels.
const EDGE: u32 = 2400;

/// Pictures that may wait for their turn. The next is asked to come back in a moment.
const QUEUE: usize = 8;

/// Quality of a JPEG, of 100: beyond it files grow, and nobody sees why.
const QUALITY: u8 = 85;

/// No picture has a longer side than a JPEG can have.
const LONGEST_SIDE: u32 = 65_535;

/// A picture as we send it.
#[derive(Debug, PartialEq, Eq)]
pub struct Picture {
    /// The whole file.
    pub bytes: Bytes,
    /// Its media type.
    pub media: &'static str,
    /// Width and height.
    pub pixels: (u32, u32),
}

/// Why a picture is not made anew.
#[derive(Debug, thiserror::Error)]
pub enum NoPicture {
    /// It is no picture, or not a whole one.
    #[error("the picture cannot be read")]
    Broken,
    /// It says of itself that it is larger than we take.
    #[error("the picture has too many pixels")]
    TooManyPixels,
    /// The server stops, or the decoder has failed.
    #[error("a picture could not be made anew")]
    Failed(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Makes pictures anew, a few at a time: each takes a core and much memory.
#[derive(Clone, Debug)]
pub struct Pictures {
    working: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    most_pixels: u64,
}

/// A place in the queue, for a picture that arrives.
#[derive(Debug)]
pub struct Turn {
    pictures: Pictures,
    _waiting: OwnedSemaphorePermit,
}

impl Pictures {
    /// As the settings have it.
    #[must_use]
    pub fn new(settings: &settings::Files) -> Self {
        Self {
            working: Arc::new(Semaphore::new(settings.parallel)),
            waiting: Arc::new(Semaphore::new(settings.parallel + QUEUE)),
            most_pixels: settings.pixels * 1_000_000,
        }
    }

    /// A place in the queue, if there is one. A picture is in memory while it waits.
    #[must_use]
    pub fn turn(&self) -> Option<Turn> {
        let waiting = Arc::clone(&self.waiting).try_acquire_owned().ok()?;
        Some(Turn { pictures: self.clone(), _waiting: waiting })
    }
}

impl Turn {
    /// The picture that was sent, made anew, when it is its turn.
    ///
    /// # Errors
    ///
    /// It is no picture, or too large a one; or making it has failed.
    pub async fn anew(self, sent: Bytes) -> Result<Picture, NoPicture> {
        self.drawn(sent, anew).await
    }

    /// The middle of the picture that was sent, as a square of so many pixels, or fewer if it has fewer.
    ///
    /// # Errors
    ///
    /// As [`Turn::anew`].
    pub async fn square(self, sent: Bytes, side: u32) -> Result<Picture, NoPicture> {
        let square = move |image: DynamicImage| {
            let side = side.min(image.width()).min(image.height());
            image.resize_to_fill(side, side, Scaling::CatmullRom)
        };
        self.drawn(sent, move |sent, most_pixels| made(sent, most_pixels, square)).await
    }

    async fn drawn(
        self,
        sent: Bytes,
        draw: impl FnOnce(&[u8], u64) -> Result<Picture, NoPicture> + Send + 'static,
    ) -> Result<Picture, NoPicture> {
        let working = Arc::clone(&self.pictures.working).acquire_owned().await;
        let working = working.map_err(|cause| NoPicture::Failed(Box::new(cause)))?;
        let made = spawn_blocking(move || {
            let _working = working;
            draw(&sent, self.pictures.most_pixels)
        });
        made.await.map_err(|cause| NoPicture::Failed(Box::new(cause)))?
    }
}

/// The whole picture, no larger than a page shows it.
fn anew(sent: &[u8], most_pixels: u64) -> Result<Picture, NoPicture> {
    made(sent, most_pixels, |image| {
        let is_large = image.width().max(image.height()) > EDGE;
        if is_large { image.resize(EDGE, EDGE, Scaling::CatmullRom) } else { image }
    })
}

fn made(
    sent: &[u8],
    most_pixels: u64,
    scaled: impl FnOnce(DynamicImage) -> DynamicImage,
) -> Result<Picture, NoPicture> {
    let mut reader =
        ImageReader::new(Cursor::new(sent)).with_guessed_format().map_err(|_| NoPicture::Broken)?;
    let format = reader.format().ok_or(NoPicture::Broken)?;
    reader.limits(limits(most_pixels));
    let mut decoder = reader.into_decoder().map_err(NoPicture::from)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > most_pixels {
        return Err(NoPicture::TooManyPixels);
    }
    let upright = decoder.orientation().map_err(NoPicture::from)?;
    // A square in the middle stays one however it is turned.
    let mut image = scaled(DynamicImage::from_decoder(decoder).map_err(NoPicture::from)?);
    image.apply_orientation(upright);
    let pixels = (image.width(), image.height());
    let (bytes, media) = drawn(&image, format).map_err(NoPicture::from)?;
    Ok(Picture { bytes: bytes.into(), media, pixels })
}

/// What a decoder may take: four bytes for each pixel, and as much again for what it works with.
fn limits(most_pixels: u64) -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(most_pixels * 8);
    limits
}

/// A photograph stays one; everything else keeps every pixel.
fn drawn(image: &DynamicImage, format: ImageFormat) -> Result<(Vec<u8>, &'static str), ImageError> {
    let mut bytes = Vec::new();
    if format == ImageFormat::Jpeg {
        JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(&image.to_rgb8())?;
        return Ok((bytes, "image/jpeg"));
    }
    let encoder =
        PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
    let eight_bits = if image.color().has_alpha() {
        DynamicImage::from(image.to_rgba8())
    } else {
        DynamicImage::from(image.to_rgb8())
    };
    eight_bits.write_with_encoder(encoder)?;
    Ok((bytes, "image/png"))
}

impl From<ImageError> for NoPicture {
    fn from(error: ImageError) -> Self {
        match error {
            ImageError::Limits(_) => Self::TooManyPixels,
            _ => Self::Broken,
        }
    }
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage};

    use super::*;

    const MOST: u64 = 10_000_000;

    fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let image = RgbImage::from_fn(width, height, |x, y| {
            Rgb([u8::try_from(x % 256).unwrap(), u8::try_from(y % 256).unwrap(), 0])
        });
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::from(image).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    /// A JPEG with an EXIF block that says where it was taken, and that it is to be turned by 90°.
    fn turned() -> Vec<u8> {
        let exif = [
            &b"Exif\0\0II*\0\x08\0\0\0\x01\0"[..],
            &b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0"[..],
            b"\0\0\0\0SECRET PLACE",
        ]
        .concat();
        let jpeg = encoded(40, 20, ImageFormat::Jpeg);
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        [&jpeg[..2], b"\xff\xe1", &length, &exif, &jpeg[2..]].concat()
    }

    #[test]
    fn every_kind_of_picture_is_made_anew() {
        for (format, media) in [
            (ImageFormat::Jpeg, "image/jpeg"),
            (ImageFormat::Png, "image/png"),
            (ImageFormat::WebP, "image/png"),
            (ImageFormat::Gif, "image/png"),
        ] {
            let picture = anew(&encoded(30, 20, format), MOST).unwrap();

            assert_eq!((picture.media, picture.pixels), (media, (30, 20)));
            assert_eq!(infer::get(&picture.bytes).unwrap().mime_type(), media);
        }
    }

    #[test]
    fn a_picture_stands_upright_and_says_nothing_of_its_maker() {
        let sent = turned();
        assert!(sent.windows(6).any(|part| part == b"SECRET"));

        let picture = anew(&sent, MOST).unwrap();

        assert_eq!(picture.pixels, (20, 40));
        assert!(!picture.bytes.windows(6).any(|part| part == b"SECRET"));
        assert!(!picture.bytes.windows(4).any(|part| part == b"Exif"));
    }

    #[test]
    fn what_is_hidden_behind_a_picture_is_not_kept() {
        let mut sent = encoded(10, 10, ImageFormat::Png);
        sent.extend_from_slice(b"<script>alert(1)</script>PK\x03\x04");

        let picture = anew(&sent, MOST).unwrap();

        assert!(!picture.bytes.windows(7).any(|part| part == b"<script"));
    }

    #[test]
    fn a_large_picture_is_made_smaller() {
        let picture = anew(&encoded(4800, 100, ImageFormat::Png), MOST).unwrap();

        assert_eq!(picture.pixels, (2400, 50));
    }

    #[test]
    fn a_flood_of_pixels_is_refused_by_what_the_picture_says_of_itself() {
        let mut flood = encoded(1, 1, ImageFormat::Png);
        flood[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
        // The checksum of the header that says so.
        let sum = crc32(&flood[12..29]);
        flood[29..33].copy_from_slice(&sum.to_be_bytes());

        assert!(matches!(anew(&flood, MOST), Err(NoPicture::TooManyPixels)));
        let many = anew(&encoded(100, 100, ImageFormat::Png), 9_999);
        assert!(matches!(many, Err(NoPicture::TooManyPixels)));
    }

    #[test]
    fn a_broken_picture_is_refused() {
        let whole = encoded(30, 20, ImageFormat::Png);

        for broken in [&whole[..whole.len() / 2], b"\x89PNG\r\n\x1a\n", b""] {
            assert!(matches!(anew(broken, MOST), Err(NoPicture::Broken)));
        }
    }

    /// The checksum of a part of a PNG (ISO 3309).
    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 }
            })
        })
    }
}
