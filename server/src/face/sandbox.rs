//! The sandbox's service: it has no picture of anybody, and compares with none.

use sscard_shared::api::Standing;

use super::{Comparing, FaceService, Frame, Verdict};
use crate::{
    db::{Db, InsuredPerson},
    register::{Register as _, Table},
};

/// Lets everybody pass whose name goes with the number, or whose number nobody knows. That the moves were done was judged before; the
/// pages of the sandbox say that no more is.
#[derive(Debug)]
pub struct Sandbox {
    people: Table,
}

impl Sandbox {
    /// With the people of the imported table, and the made-up ones.
    #[must_use]
    pub fn new(db: Db) -> Self {
        Self { people: Table::new(db, true) }
    }
}

impl FaceService for Sandbox {
    fn compares(&self) -> bool {
        false
    }

    fn compare(&self, claimed: InsuredPerson, _: Vec<Frame>) -> Comparing<'_> {
        Box::pin(async move {
            Ok(match self.people.standing(claimed).await? {
                Standing::NotMatched => Verdict::NotMatched,
                // Whether somebody is insured is asked elsewhere.
                Standing::Eligible | Standing::NotInsured | Standing::InMaking => {
                    Verdict::SamePerson
                }
            })
        })
    }
}
