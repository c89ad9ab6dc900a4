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
            let made_up = samples
                .filter(|person| person.id_number == claimed.id_number)
                .map(|person| person.name);
            let imported = self.db.name_of_insured(&claimed.id_number).await?;
            // An operator may have imported a made-up person's number under a name of their own.
            let names: Vec<String> = made_up.chain(imported).collect();
            let matched =
                names.is_empty() || names.iter().any(|name| same_name(name, &claimed.name));
            Ok(if matched { Verdict::SamePerson } else { Verdict::NotMatched })
        })
    }
}
