//! One specimen: a file and what is true of it.

use sscard_shared::fault::FaultCode;
use sscard_shared::photo::{PHOTO_MAX_BYTES, PHOTO_MIN_BYTES};

use crate::card::{HEIGHT, WIDTH};
use crate::cast::Cast;
use crate::chance::Chance;
use crate::faults::Fault;
use crate::sheet::Sheet;
use crate::truth::{Has, OF_THE_PLACE, Truth};
use crate::{SpecimenError, file};

/// A file that is said to be a card photo, and what is true of it.
#[derive(Clone, Debug)]
pub struct Specimen {
    name: String,
    bytes: Vec<u8>,
    truth: Truth,
}

impl Specimen {
    /// The specimen of a number. The same seed and number give the same bytes.
    ///
    /// # Errors
    /// [`SpecimenError`] where a file cannot be written, which never depends on chance.
    pub fn new(cast: &Cast, seed: u64, number: u64) -> Result<Self, SpecimenError> {
        let mut chance = Chance::new(seed, number);
        let turn = usize::try_from(number).unwrap_or_default() % Fault::TURNS.len();
        let made = Fault::TURNS[turn].made(cast, &mut chance)?;
        let (bytes, truth, coding) = written(made.sheet, made.truth, number, &mut chance)?;
        Ok(Self { name: format!("{number:05}-{}-{coding}", made.what), bytes, truth })
    }

    /// A name that tells what was done, fit for a file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What is true of it.
    #[must_use]
    pub fn truth(&self) -> &Truth {
        &self.truth
    }
}

/// Every so many specimens, one is padded beyond the upper limit: such files are large.
const PADDED: u64 = 401;

/// Writes a sheet as the product does, or every third time otherwise.
fn written(
    sheet: Sheet,
    mut truth: Truth,
    number: u64,
    chance: &mut Chance,
) -> Result<(Vec<u8>, Truth, &'static str), SpecimenError> {
    if number % PADDED == PADDED - 1 {
        let bytes = file::padded(&file::card_photo(&sheet)?, PHOTO_MAX_BYTES + 1);
        truth.set(FaultCode::TooManyBytes, Has::Yes);
        return Ok((bytes, truth, "padded.jpg"));
    }
    if chance.happens(0.66) {
        return Ok((file::card_photo(&sheet)?, truth, "own.jpg"));
    }
    let (bytes, coding) = match chance.below(8) {
        0 | 1 => (file::png(&sheet)?, "plain.png"),
        2 | 3 => {
            let quality = 30 + u8::try_from(chance.below(66)).unwrap_or_default();
            // Waves of a coarse JPEG are on everything that is fine.
            if quality < 70 {
                truth.unsure_of(&[FaultCode::Blurred, FaultCode::HairTop]);
            }
            (file::jpeg(&sheet, quality, chance)?, "other.jpg")
        }
        4 => {
            let sheet = resized(&sheet, chance);
            truth.unsure_of(&OF_THE_PLACE);
            truth.unsure_of(&[FaultCode::Blurred, FaultCode::SeveralFaces, FaultCode::NoFace]);
            let right = (sheet.width, sheet.height) == (WIDTH, HEIGHT);
            truth.set(FaultCode::Pixels, if right { Has::No } else { Has::Yes });
            (file::jpeg(&sheet, 90, chance)?, "resized.jpg")
        }
        5 => {
            truth.set(FaultCode::Grey, Has::Yes);
            if truth.of(FaultCode::Blank) != Has::No {
                truth.unsure_of(&[FaultCode::Grey]);
            }
            truth.unsure_of(&[FaultCode::BackgroundColour, FaultCode::Glare]);
            (file::grey_jpeg(&sheet)?, "grey.jpg")
        }
        6 => {
            truth = Truth::nothing_but(&[FaultCode::Format]);
            return Ok((file::foreign(chance), truth, "foreign.bin"));
        }
        _ => {
            let whole = file::card_photo(&sheet)?;
            if chance.coin() {
                truth = Truth::nothing_but(&[]);
                return Ok((file::harmed(whole, chance), truth, "harmed.jpg"));
            }
            truth = Truth::nothing_but(&[FaultCode::Damaged]);
            let kept = whole.len() * (10 + chance.below(80)) / 100;
            return Ok((whole[..kept].to_vec(), truth, "torn.jpg"));
        }
    };
    let few = bytes.len() < PHOTO_MIN_BYTES;
    truth.set(FaultCode::TooFewBytes, if few { Has::Yes } else { Has::No });
    Ok((bytes, truth, coding))
}

/// The same picture in another size.
fn resized(sheet: &Sheet, chance: &mut Chance) -> Sheet {
    let (width, height) = match chance.below(4) {
        0 => (WIDTH + 1, HEIGHT),
        1 => (WIDTH, HEIGHT - 1),
        2 => (2 * WIDTH, 2 * HEIGHT),
        _ => (chance.below(500) + 200, chance.below(600) + 240),
    };
    let (across, down) = (WIDTH as f32 / width as f32, HEIGHT as f32 / height as f32);
    Sheet::painted(width, height, |(x, y)| sheet.at(x * across, y * down))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_number_gives_the_same_bytes_and_another_seed_gives_others() {
        let cast = Cast::assemble().unwrap();
        for number in [0, 1, 4] {
            let one = Specimen::new(&cast, 7, number).unwrap();
            let again = Specimen::new(&cast, 7, number).unwrap();
            assert_eq!((one.bytes(), one.truth()), (again.bytes(), again.truth()));
            assert_ne!(one.bytes(), Specimen::new(&cast, 8, number).unwrap().bytes());
        }
    }
}
