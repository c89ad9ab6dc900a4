//! The sandbox's service: it has no picture of anybody, and compares with none.

use super::{Comparing, FaceService, Frame, Verdict};
use crate::{
    db::{Db, InsuredPerson},
    register::{same_name, sample_people},
};

/// Lets everybody pass whose name goes with the number, or whose number nobody knows. That the moves were done was judged before; the
/// pages of the sandbox say that no more is.
#[derive(Debug)]
pub struct Sandbox {
    db: Db,
}

impl Sandbox {
    /// With the people of the imported table, and the made-up ones.
    #[must_use]
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

impl FaceService for Sandbox {
    fn compare(&self, claimed: InsuredPerson, _: Vec<Frame>) -> Comparing<'_> {
        Box::pin(async move {
            let samples = sample_people().into_iter().map(|(person, _)| person);
            let mut known = samples.filter(|person| person.id_number == claimed.id_number);
            let name = match known.next() {
                Some(person) => Some(person.name),
                None => self.db.name_of_insured(&claimed.id_number).await?,
            };
            Ok(match name {
                Some(name) if !same_name(&name, &claimed.name) => Verdict::NotMatched,
                Some(_) | None => Verdict::SamePerson,
            })
        })
    }
}
