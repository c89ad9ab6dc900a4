//! How often the judgement is right.

use sscard_shared::fault::{FaultCode, Faults, Severity};
use sscard_shared::field::Field;
use sscard_shared::photo::{PhotoSpec, picture_refused};
use sscard_vision::{Limits, PortraitFinder};

use crate::parallel::in_parallel;
use crate::{Cast, Has, Specimen, SpecimenError};

/// Faults that block: nobody passes them, so they are held to more.
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

/// How often one fault was told where it is, and where it is not.
#[derive(Clone, Debug)]
pub struct Rate {
    code: FaultCode,
    hard: bool,
    present: u32,
    hits: u32,
    absent: u32,
    alarms: u32,
    wrong: Vec<String>,
}

impl Rate {
    /// Which fault.
    #[must_use]
    pub fn code(&self) -> FaultCode {
        self.code
    }

    /// Whether it blocks.
    #[must_use]
    pub fn is_hard(&self) -> bool {
        self.hard
    }

    /// Specimens that have it, and those of them of which it was told.
    #[must_use]
    pub fn hits(&self) -> (u32, u32) {
        (self.hits, self.present)
    }

    /// Specimens that do not have it, and those of them of which it was told all the same.
    #[must_use]
    pub fn alarms(&self) -> (u32, u32) {
        (self.alarms, self.absent)
    }

    /// The names of the specimens that were judged wrongly.
    #[must_use]
    pub fn wrong(&self) -> &[String] {
        &self.wrong
    }

    fn count(&mut self, has: Has, told: bool, name: &str) {
        match has {
            Has::Yes => {
                self.present += 1;
                self.hits += u32::from(told);
            }
            Has::No => {
                self.absent += 1;
                self.alarms += u32::from(told);
            }
            Has::Unsure => return,
        }
        if told != (has == Has::Yes) {
            let sign = if told { '+' } else { '-' };
            self.wrong.push(format!("{sign}{name}"));
        }
    }
}

/// The rates of all faults over many specimens.
#[derive(Clone, Debug)]
pub struct Accuracy {
    rates: Vec<Rate>,
}

impl Accuracy {
    /// Makes so many specimens and judges each.
    ///
    /// # Errors
    /// [`SpecimenError`].
    pub fn measure(
        cast: &Cast,
        finder: &PortraitFinder,
        count: u64,
        seed: u64,
    ) -> Result<Self, SpecimenError> {
        let rate = |code, hard| Rate {
            code,
            hard,
            present: 0,
            hits: 0,
            absent: 0,
            alarms: 0,
            wrong: Vec::new(),
        };
        let mut rates: Vec<Rate> = HARD
            .map(|code| rate(code, true))
            .into_iter()
            .chain(SOFT.map(|code| rate(code, false)))
            .collect();
        let judgements = in_parallel(count, |number| {
            Specimen::new(cast, seed, number).map(|specimen| {
                let told = judged(finder, specimen.bytes());
                (specimen.name().to_owned(), specimen.truth().clone(), told)
            })
        });
        for judgement in judgements {
            let (name, truth, told) = judgement?;
            for rate in &mut rates {
                let is_told = told.iter().any(|fault| {
                    fault.code == rate.code && (fault.severity == Severity::Hard) == rate.hard
                });
                rate.count(truth.of(rate.code), is_told, &name);
            }
        }
        Ok(Self { rates })
    }

    /// One for each fault, those that block first.
    #[must_use]
    pub fn rates(&self) -> &[Rate] {
        &self.rates
    }
}

/// What the product says of a file.
pub(crate) fn judged(finder: &PortraitFinder, bytes: &[u8]) -> Faults {
    match finder.measure(bytes, &Limits::default()) {
        Ok(measured) => PhotoSpec::card().judge(&measured),
        Err(error) => error
            .refusal()
            .map(|refusal| Faults::from(vec![picture_refused(Field::Photo, refusal)]))
            .unwrap_or_default(),
    }
}
