//! The sandbox's gateway: a message goes to the outbox page, where the tester reads it.

use super::{CodeMessage, Sending, SmsSender};
use crate::{clock::Clock, db::Db};

/// Stores messages instead of sending them.
#[derive(Debug)]
pub struct Outbox {
    db: Db,
    clock: Clock,
}

impl Outbox {
    /// An outbox in a database.
    #[must_use]
    pub fn new(db: Db, clock: Clock) -> Self {
        Self { db, clock }
    }
}

impl SmsSender for Outbox {
    fn send(&self, message: CodeMessage) -> Sending<'_> {
        Box::pin(async move {
            self.db.insert_message(&message.mobile, &message.text(), self.clock.now()).await?;
            Ok(())
        })
    }
}
