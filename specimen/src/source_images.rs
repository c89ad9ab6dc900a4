//! The people and photographs that specimens are made of.

use sscard_vision::FaceFinder;

use crate::SpecimenError;
use crate::busts;
use crate::canvas::Canvas;
use crate::parallel::in_parallel;
use crate::person::{Gaze, Person, Placement};
use crate::portraits;

/// How many busts are drawn and tried.
const TRIED_BUSTS: u64 = 32;

/// The people and the photographs, loaded once.
#[derive(Debug)]
pub struct SourceImages {
    people: Vec<Person>,
    pictures: Vec<(&'static str, Canvas)>,
}

impl SourceImages {
    /// Cuts out the portraits and draws the busts. A bust is used only if the face model finds its face: a drawing without a face for the
    /// model would measure nothing.
    ///
    /// # Errors
    /// [`SpecimenError::NotFetched`] when `cargo xtask setup` has not run.
    pub fn load() -> Result<Self, SpecimenError> {
        let mut people = portraits::cut_out_people()?;
        let faces = FaceFinder::new(&portraits::read_face_model()?)?;
        let busts = in_parallel(TRIED_BUSTS, |number| -> Result<Option<Person>, SpecimenError> {
            let bust = busts::draw_bust(number);
            let mut canvas = Canvas::paint(450, 600, |_| crate::person::WHITE);
            bust.draw_on(
                &mut canvas,
                &Placement { scale: 0.5, eyes: (225.0, 280.0), lean: 0.0, is_mirrored: false },
            );
            let found = faces.find_faces(&canvas.to_picture()?)?;
            Ok((found.len() == 1).then_some(bust))
        });
        for bust in busts {
            people.extend(bust?);
        }
        Ok(Self { people, pictures: portraits::load_pictures()? })
    }

    /// The people who look ahead, or nearly.
    pub(crate) fn front_views(&self) -> Vec<&Person> {
        self.people.iter().filter(|person| person.gaze != Gaze::Profile).collect()
    }

    pub(crate) fn profile_views(&self) -> Vec<&Person> {
        self.people.iter().filter(|person| person.gaze == Gaze::Profile).collect()
    }

    pub(crate) fn pictures(&self) -> &[(&'static str, Canvas)] {
        &self.pictures
    }
}
