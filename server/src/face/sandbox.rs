//! The sandbox's service: it has no pictures and compares with none.

use sscard_shared::api::Standing;

use super::{FaceService, FaceVerdict, Frame, PendingComparison};
use crate::{
    db::{Db, InsuredPerson},
    register::{Register as _, RegisterTable},
};

/// Accepts every person whose name matches the number, or whose number is unknown. The moves were judged before. The sandbox's pages say
/// that nothing more is checked.
#[derive(Debug)]
pub struct SandboxFaces {
    people: RegisterTable,
}

impl SandboxFaces {
    /// Uses the people of the imported table and the sample people.
    #[must_use]
    pub fn new(db: Db) -> Self {
        Self { people: RegisterTable::new(db, true) }
    }
}

impl FaceService for SandboxFaces {
    fn has_pictures(&self) -> bool {
        false
    }

    fn compare(&self, claim: InsuredPerson, _: Vec<Frame>) -> PendingComparison<'_> {
        Box::pin(async move {
            Ok(match self.people.standing(claim).await? {
                Standing::NotMatched => FaceVerdict::NotMatched,
                // Whether the person is insured is checked elsewhere.
                Standing::Eligible | Standing::NotInsured | Standing::InMaking => {
                    FaceVerdict::SamePerson
                }
            })
        })
    }
}
