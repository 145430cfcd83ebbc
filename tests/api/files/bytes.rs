//! Files as people and attackers make them.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// A picture of that size.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    picture(width, height, ImageFormat::Png)
}

/// A picture of that size and format, in which no two neighbours are alike.
pub fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let pixel = |x: u32, y: u32| Rgb([x, y, x * y].map(|value| u8::try_from(value % 251).unwrap()));
    let image = RgbImage::from_fn(width, height, pixel);
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(image).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A PDF as far as anybody looks at it.
pub fn pdf(length: usize) -> Vec<u8> {
    let mut pdf = b"%PDF-1.7\n".to_vec();
    pdf.resize(length, b'x');
    pdf
}
