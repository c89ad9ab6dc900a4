//! Everybody and everything that specimens are made of.

use sscard_vision::FaceFinder;

use crate::SpecimenError;
use crate::drawn;
use crate::parallel::in_parallel;
use crate::person::{Gaze, Person, Pose};
use crate::portraits;
use crate::sheet::Sheet;

/// Drawn busts that are tried.
const TRIED: u64 = 32;

/// The people and the photographs, made once.
#[derive(Debug)]
pub struct Cast {
    people: Vec<Person>,
    pictures: Vec<(&'static str, Sheet)>,
}

impl Cast {
    /// Cuts out the portraits and draws the busts. Of these only those are taken that the face network sees: a drawing that is
    /// none to it would tell nothing of people.
    ///
    /// # Errors
    /// [`SpecimenError::NotFetched`] where `cargo xtask setup` has not run.
    pub fn assemble() -> Result<Self, SpecimenError> {
        let mut people = portraits::people()?;
        let faces = FaceFinder::new(&portraits::face_model()?)?;
        let busts = in_parallel(TRIED, |number| -> Result<Option<Person>, SpecimenError> {
            let bust = drawn::bust(number);
            let mut sheet = Sheet::painted(450, 600, |_| crate::person::WHITE);
            bust.put_on(
                &mut sheet,
                &Pose { scale: 0.5, eyes: (225.0, 280.0), lean: 0.0, mirrored: false },
            );
            let seen = faces.find_faces(&sheet.picture()?)?;
            Ok((seen.len() == 1).then_some(bust))
        });
        for bust in busts {
            people.extend(bust?);
        }
        Ok(Self { people, pictures: portraits::pictures()? })
    }

    /// Those who look ahead, or nearly.
    pub(crate) fn sitters(&self) -> Vec<&Person> {
        self.people.iter().filter(|person| person.gaze != Gaze::Profile).collect()
    }

    pub(crate) fn profiles(&self) -> Vec<&Person> {
        self.people.iter().filter(|person| person.gaze == Gaze::Profile).collect()
    }

    pub(crate) fn pictures(&self) -> &[(&'static str, Sheet)] {
        &self.pictures
    }
}
