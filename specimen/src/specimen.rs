//! One card photo specimen: a file and what is true of it.

use sscard_shared::fault::FaultCode;
use sscard_shared::photo::{PHOTO_MAX_BYTES, PHOTO_MIN_BYTES};

use crate::canvas::Canvas;
use crate::card_photo::{HEIGHT, WIDTH};
use crate::faults::FaultKind;
use crate::random::Random;
use crate::source_images::SourceImages;
use crate::truth::{PLACEMENT_FAULTS, Presence, Truth};
use crate::{SpecimenError, file};

/// A file that is offered as a card photo, and what is true of it.
#[derive(Clone, Debug)]
pub struct Specimen {
    name: String,
    bytes: Vec<u8>,
    truth: Truth,
}

impl Specimen {
    /// Makes the specimen of a number. The same seed and number give the same bytes.
    ///
    /// # Errors
    /// [`SpecimenError`] when a file cannot be written, which never depends on the seed.
    pub fn new(images: &SourceImages, seed: u64, number: u64) -> Result<Self, SpecimenError> {
        let mut random = Random::new(seed, number);
        let turn = usize::try_from(number).unwrap_or_default() % FaultKind::SEQUENCE.len();
        let photo = FaultKind::SEQUENCE[turn].make_photo(images, &mut random)?;
        let EncodedPhoto { bytes, truth, name_ending } =
            encode_photo(photo.canvas, photo.truth, number, &mut random)?;
        let name = format!("{number:05}-{}-{name_ending}", photo.description);
        Ok(Self { name, bytes, truth })
    }

    /// A file name that says how the specimen was made.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The content of the file.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What is true of the specimen.
    #[must_use]
    pub fn truth(&self) -> &Truth {
        &self.truth
    }
}

/// One of so many specimens is padded beyond the upper limit of the file size. Only one, because such files are large.
const PADDED_EVERY: u64 = 401;

/// The file of a card photo.
struct EncodedPhoto {
    bytes: Vec<u8>,
    truth: Truth,
    /// The last part of the file's name, with its extension.
    name_ending: &'static str,
}

/// Encodes a canvas with the product's encoder, or in a third of the cases in another way.
fn encode_photo(
    canvas: Canvas,
    mut truth: Truth,
    number: u64,
    random: &mut Random,
) -> Result<EncodedPhoto, SpecimenError> {
    if number % PADDED_EVERY == PADDED_EVERY - 1 {
        let bytes = file::pad_jpeg(&file::write_card_photo(&canvas)?, PHOTO_MAX_BYTES + 1);
        truth.set(FaultCode::TooManyBytes, Presence::Present);
        return Ok(EncodedPhoto { bytes, truth, name_ending: "padded.jpg" });
    }
    if random.chance(0.66) {
        return Ok(EncodedPhoto {
            bytes: file::write_card_photo(&canvas)?,
            truth,
            name_ending: "own.jpg",
        });
    }
    let (bytes, name_ending) = match random.below(8) {
        0 | 1 => (file::write_png(&canvas)?, "plain.png"),
        2 | 3 => {
            let quality = 30 + u8::try_from(random.below(66)).unwrap_or_default();
            // A coarse JPEG has waves on every fine detail.
            if quality < 70 {
                truth.set_unsure(&[FaultCode::Blurred, FaultCode::HairTop]);
            }
            (file::write_jpeg(&canvas, quality, random)?, "other.jpg")
        }
        4 => {
            let canvas = resize(&canvas, random);
            truth.set_unsure(&PLACEMENT_FAULTS);
            truth.set_unsure(&[FaultCode::Blurred, FaultCode::SeveralFaces, FaultCode::NoFace]);
            let right = (canvas.width, canvas.height) == (WIDTH, HEIGHT);
            truth.set(FaultCode::Pixels, if right { Presence::Absent } else { Presence::Present });
            (file::write_jpeg(&canvas, 90, random)?, "resized.jpg")
        }
        5 => {
            truth.set(FaultCode::Grey, Presence::Present);
            if truth.presence(FaultCode::Blank) != Presence::Absent {
                truth.set_unsure(&[FaultCode::Grey]);
            }
            truth.set_unsure(&[FaultCode::BackgroundColour, FaultCode::Glare]);
            (file::write_grey_jpeg(&canvas)?, "grey.jpg")
        }
        6 => {
            truth = Truth::unsure_except(&[FaultCode::Format]);
            return Ok(EncodedPhoto {
                bytes: file::make_foreign_file(random),
                truth,
                name_ending: "foreign.bin",
            });
        }
        _ => {
            let whole = file::write_card_photo(&canvas)?;
            if random.flip_coin() {
                truth = Truth::unsure_except(&[]);
                return Ok(EncodedPhoto {
                    bytes: file::damage_bytes(whole, random),
                    truth,
                    name_ending: "harmed.jpg",
                });
            }
            truth = Truth::unsure_except(&[FaultCode::Damaged]);
            let kept = whole.len() * (10 + random.below(80)) / 100;
            return Ok(EncodedPhoto {
                bytes: whole[..kept].to_vec(),
                truth,
                name_ending: "torn.jpg",
            });
        }
    };
    let few = bytes.len() < PHOTO_MIN_BYTES;
    truth.set(FaultCode::TooFewBytes, if few { Presence::Present } else { Presence::Absent });
    Ok(EncodedPhoto { bytes, truth, name_ending })
}

/// The same picture in another size.
fn resize(canvas: &Canvas, random: &mut Random) -> Canvas {
    let (width, height) = match random.below(4) {
        0 => (WIDTH + 1, HEIGHT),
        1 => (WIDTH, HEIGHT - 1),
        2 => (2 * WIDTH, 2 * HEIGHT),
        _ => (random.below(500) + 200, random.below(600) + 240),
    };
    let (across, down) = (WIDTH as f32 / width as f32, HEIGHT as f32 / height as f32);
    Canvas::paint(width, height, |(x, y)| canvas.colour_at(x * across, y * down))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_follow_from_seed_and_number() {
        let images = SourceImages::load().unwrap();
        for number in [0, 1, 4] {
            let one = Specimen::new(&images, 7, number).unwrap();
            let again = Specimen::new(&images, 7, number).unwrap();
            assert_eq!((one.bytes(), one.truth()), (again.bytes(), again.truth()));
            assert_ne!(one.bytes(), Specimen::new(&images, 8, number).unwrap().bytes());
        }
    }
}
