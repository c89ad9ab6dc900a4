//! From a chosen file to a decoded picture: by the browser's own decoders where they are there and right, by ours otherwise.

use js_sys::Uint8Array;
use sscard_shared::{api::PictureKind, fault::Faults, photo::PictureFormat};
use sscard_vision::{Header, Limits, Picture, PictureError, probe, probe_beginning};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use super::{
    browser::{self, CANVAS_PIXELS, Decoder, Wanted},
    work::{Source, admit, undecodable},
};

/// How much of a file is read for its header: cameras put a thumbnail and more before the size of the picture.
const HEADER_BYTES: f64 = 262_144.0;

/// Why a file did not become a picture.
#[derive(Debug)]
pub enum Failure {
    /// The device did not give the file.
    Unreadable,
    /// The picture cannot be used.
    Refused(Faults),
}

impl From<Faults> for Failure {
    fn from(faults: Faults) -> Self {
        Self::Refused(faults)
    }
}

/// Decodes a file to about so many pixels, or fewer where it has fewer.
///
/// # Errors
/// [`Failure`].
pub async fn decode(kind: PictureKind, file: &Blob, at_most: u64) -> Result<Source, Failure> {
    admit(kind, file.size())?;
    let refused = |error: PictureError| Failure::Refused(undecodable(kind, &error));
    let size = file.size() as usize;
    match header(file).await? {
        Ok(header) => {
            let pixels = u64::from(header.width()) * u64::from(header.height());
            let max = Limits::default().max_pixels();
            if pixels > max {
                let (width, height) = (header.width(), header.height());
                return Err(refused(PictureError::TooManyPixels { width, height, max }));
            }
            let (width, height) = (header.upright_width(), header.upright_height());
            let picture = match by_browser(file, &header, at_most).await {
                Some(picture) => picture,
                None => ours(file, at_most).await?.map_err(refused)?,
            };
            Ok(Source { picture, width, height, bytes: size })
        }
        // What is ours not to read may be the browser's: HEIC on Apple's, and whatever else it shows.
        Err(error @ PictureError::UnsupportedFormat(_)) => {
            let foreign = browser::decode_foreign(file, at_most).await;
            let (picture, width, height) = foreign.ok_or_else(|| refused(error))?;
            Ok(Source { picture, width, height, bytes: size })
        }
        Err(error) => Err(refused(error)),
    }
}

/// Decodes a file that was decoded before, finer: to so many pixels or some more. Nothing where that fails, and the coarser
/// picture has to do.
pub async fn decode_finer(file: &Blob, at_least: u64) -> Option<Picture> {
    match header(file).await.ok()? {
        Ok(header) => match by_browser(file, &header, at_least).await {
            Some(picture) => Some(picture),
            None => {
                let all = bytes(file, f64::INFINITY).await.ok()?;
                Picture::decode_no_coarser(&all, &Limits::default(), at_least).ok()
            }
        },
        Err(_) => browser::decode_foreign(file, at_least).await.map(|(picture, ..)| picture),
    }
}

/// What the file says of itself before its pixels: from its beginning where that is enough, else from all of it.
async fn header(file: &Blob) -> Result<Result<Header, PictureError>, Failure> {
    if file.size() > HEADER_BYTES {
        match probe_beginning(&bytes(file, HEADER_BYTES).await?) {
            Ok(Some(header)) => return Ok(Ok(header)),
            Ok(None) => {}
            Err(error) => return Ok(Err(error)),
        }
    }
    Ok(probe(&bytes(file, f64::INFINITY).await?))
}

async fn by_browser(file: &Blob, header: &Header, at_most: u64) -> Option<Picture> {
    // More than a canvas surely holds is for our own decoder, and so is what may be incomplete: browsers fill up with grey.
    let pixels = u64::from(header.width()) * u64::from(header.height());
    if at_most.min(pixels) > CANVAS_PIXELS || !ends_well(file, header.format()).await? {
        return None;
    }
    let (width, height) = browser::fitted(header.upright_width(), header.upright_height(), at_most);
    let wanted = Wanted { width, height, orientation: header.orientation() };
    let mime = match header.format() {
        PictureFormat::Jpeg => "image/jpeg",
        PictureFormat::Png => "image/png",
        PictureFormat::Webp => "image/webp",
        PictureFormat::Heic | PictureFormat::Unknown => return None,
    };
    // Of orientation browsers are sure in a JPEG alone, and only where the file tells it once.
    let is_upright = header.orientation() == sscard_vision::Orientation::Upright;
    let is_sure = header.format() == PictureFormat::Jpeg || is_upright;
    if !is_sure || !header.has_certain_orientation() {
        return None;
    }
    for decoder in [Decoder::ImageDecoder, Decoder::ImageBitmap] {
        if let Some(picture) = browser::decode(decoder, file, mime, wanted).await {
            return Some(picture);
        }
    }
    None
}

/// Whether a file ends as its format does.
async fn ends_well(file: &Blob, format: PictureFormat) -> Option<bool> {
    let size = file.size();
    let tail = file.slice_with_f64_and_f64((size - 12.0).max(0.0), size).ok()?;
    let tail = bytes(&tail, 12.0).await.ok()?;
    Some(match format {
        PictureFormat::Jpeg => tail.ends_with(&[0xFF, 0xD9]),
        PictureFormat::Png => tail.get(4..8) == Some(b"IEND".as_slice()),
        PictureFormat::Webp | PictureFormat::Heic | PictureFormat::Unknown => true,
    })
}

/// By our own decoder, which all browsers share.
async fn ours(file: &Blob, at_most: u64) -> Result<Result<Picture, PictureError>, Failure> {
    let all = bytes(file, f64::INFINITY).await?;
    Ok(Picture::decode_reduced(&all, &Limits::default(), at_most))
}

/// The first bytes of a file, or all.
///
/// # Errors
/// [`Failure::Unreadable`] where the device does not give them.
pub async fn bytes(file: &Blob, at_most: f64) -> Result<Vec<u8>, Failure> {
    let unreadable = |_| Failure::Unreadable;
    let part = if file.size() > at_most {
        file.slice_with_f64_and_f64(0.0, at_most).map_err(unreadable)?
    } else {
        file.clone()
    };
    let buffer = JsFuture::from(part.array_buffer()).await.map_err(unreadable)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
