//! Measures how often the product's judgement of a card photo is right.

use sscard_shared::fault::{FaultCode, Faults, Severity};
use sscard_shared::field::Field;
use sscard_shared::photo::{PhotoSpec, picture_refused};
use sscard_vision::{Limits, PortraitFinder};

use crate::parallel::in_parallel;
use crate::{Presence, SourceImages, Specimen, SpecimenError};

/// Faults that block an application, so they are held to a stricter accuracy.
const HARD: [FaultCode; 9] = [
    FaultCode::Format,
    FaultCode::Damaged,
    FaultCode::TooFewBytes,
    FaultCode::TooManyBytes,
    FaultCode::Pixels,
    FaultCode::Blank,
    FaultCode::Grey,
    FaultCode::NoFace,
    FaultCode::SeveralFaces,
];
const SOFT: [FaultCode; 13] = [
    FaultCode::BackgroundColour,
    FaultCode::BackgroundUneven,
    FaultCode::Blurred,
    FaultCode::TooDark,
    FaultCode::TooBright,
    FaultCode::LowContrast,
    FaultCode::Glare,
    FaultCode::FaceWidth,
    FaultCode::HairTop,
    FaultCode::EyeLine,
    FaultCode::OffCentre,
    FaultCode::Tilted,
    FaultCode::Turned,
];

/// A part of a number of specimens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// How many specimens belong to the part.
    pub part: u32,
    /// How many specimens there are in all.
    pub total: u32,
}

/// How often one fault is reported on specimens that have it, and on specimens that do not.
#[derive(Clone, Debug)]
pub struct FaultRate {
    code: FaultCode,
    is_hard: bool,
    present: u32,
    hits: u32,
    absent: u32,
    false_alarms: u32,
    wrong: Vec<String>,
}

impl FaultRate {
    /// The fault.
    #[must_use]
    pub fn code(&self) -> FaultCode {
        self.code
    }

    /// Whether the fault blocks an application.
    #[must_use]
    pub fn is_hard(&self) -> bool {
        self.is_hard
    }

    /// Of the specimens that have the fault, those on which it is reported.
    #[must_use]
    pub fn hits(&self) -> Share {
        Share { part: self.hits, total: self.present }
    }

    /// Of the specimens that do not have the fault, those on which it is reported all the same.
    #[must_use]
    pub fn false_alarms(&self) -> Share {
        Share { part: self.false_alarms, total: self.absent }
    }

    /// The names of the specimens that were judged wrongly: with `+` for a false alarm, with `-` for a miss.
    #[must_use]
    pub fn wrong(&self) -> &[String] {
        &self.wrong
    }

    fn count(&mut self, presence: Presence, is_reported: bool, name: &str) {
        match presence {
            Presence::Present => {
                self.present += 1;
                self.hits += u32::from(is_reported);
            }
            Presence::Absent => {
                self.absent += 1;
                self.false_alarms += u32::from(is_reported);
            }
            Presence::Unsure => return,
        }
        if is_reported != (presence == Presence::Present) {
            let sign = if is_reported { '+' } else { '-' };
            self.wrong.push(format!("{sign}{name}"));
        }
    }
}

/// The rates of all faults over many specimens.
#[derive(Clone, Debug)]
pub struct Accuracy {
    rates: Vec<FaultRate>,
}

impl Accuracy {
    /// Makes `count` specimens and judges each.
    ///
    /// # Errors
    /// [`SpecimenError`] when a specimen cannot be made.
    pub fn measure(
        images: &SourceImages,
        finder: &PortraitFinder,
        count: u64,
        seed: u64,
    ) -> Result<Self, SpecimenError> {
        let rate = |code, is_hard| FaultRate {
            code,
            is_hard,
            present: 0,
            hits: 0,
            absent: 0,
            false_alarms: 0,
            wrong: Vec::new(),
        };
        let mut rates: Vec<FaultRate> = HARD
            .map(|code| rate(code, true))
            .into_iter()
            .chain(SOFT.map(|code| rate(code, false)))
            .collect();
        let judgements = in_parallel(count, |number| {
            Specimen::new(images, seed, number).map(|specimen| {
                let faults = judge_file(finder, specimen.bytes());
                (specimen.name().to_owned(), specimen.truth().clone(), faults)
            })
        });
        for judgement in judgements {
            let (name, truth, faults) = judgement?;
            for rate in &mut rates {
                let is_reported = faults.iter().any(|fault| {
                    fault.code == rate.code && (fault.severity == Severity::Hard) == rate.is_hard
                });
                rate.count(truth.presence(rate.code), is_reported, &name);
            }
        }
        Ok(Self { rates })
    }

    /// One rate for each fault, the blocking faults first.
    #[must_use]
    pub fn rates(&self) -> &[FaultRate] {
        &self.rates
    }
}

/// The product's judgement of a file.
pub(crate) fn judge_file(finder: &PortraitFinder, bytes: &[u8]) -> Faults {
    match finder.measure(bytes, &Limits::default()) {
        Ok(measured) => PhotoSpec::card().judge(&measured),
        Err(error) => error
            .refusal()
            .map(|refusal| Faults::from(vec![picture_refused(Field::Photo, refusal)]))
            .unwrap_or_default(),
    }
}
