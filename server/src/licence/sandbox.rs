//! The licences of the sandbox: those of the sample people, and those in the imported table of insured people.
//!
//! Their pictures are drawings with 样本 written on them.

use sscard_shared::{draft::Draft, name::is_same_name};
use sscard_vision::PictureError;

use super::{Licence, LicenceService, PendingLicence};
use crate::{
    clock::Clock,
    db::{Db, InsuredPerson},
    error::Error,
    register::sample_people,
    samples::{self, card::Card},
};

/// The authority whose cards' licences may be used (guide, part 二, 第四步).
const ISSUER: &str = "北京市公安局";

/// The sample people and the table.
#[derive(Debug)]
pub struct SandboxLicences {
    db: Db,
    clock: Clock,
}

impl SandboxLicences {
    /// The licences of the sample people and of the table.
    #[must_use]
    pub fn new(db: Db, clock: Clock) -> Self {
        Self { db, clock }
    }

    async fn answers(&self, person: &InsuredPerson) -> Result<Option<Draft>, Error> {
        if let Some(listed) = self.db.find_licence_answers(&person.name, &person.id_number).await? {
            return Ok(Some(listed));
        }
        let is_sample = |one: &InsuredPerson| {
            one.id_number == person.id_number && is_same_name(&one.name, &person.name)
        };
        let sample = sample_people().into_iter().map(|(row, _)| row.person).find(is_sample);
        let card = sample.and_then(|one| Card::for_person(&one, self.clock.today()));
        Ok(card.filter(|card| card.is_issued_by(ISSUER)).map(|card| card.answers()))
    }
}

impl LicenceService for SandboxLicences {
    fn fetch(&self, person: InsuredPerson) -> PendingLicence<'_> {
        Box::pin(async move {
            let Some(answers) = self.answers(&person).await? else { return Ok(None) };
            let to_bytes = |drawing: Result<Vec<u8>, PictureError>| {
                drawing.map(Into::into).map_err(|error| Error::Internal(error.to_string()))
            };
            Ok(Some(Licence {
                answers,
                emblem_side: to_bytes(samples::emblem_side())?,
                portrait_side: to_bytes(samples::portrait_side())?,
            }))
        })
    }
}
