//! The sandbox's gateway: a message goes to the outbox page, where the tester reads it.

use super::{CodeMessage, PendingSend, SmsSender};
use crate::{clock::Clock, db::Db};

/// Stores messages instead of sending them.
#[derive(Debug)]
pub struct SandboxOutbox {
    db: Db,
    clock: Clock,
}

impl SandboxOutbox {
    /// An outbox in a database.
    #[must_use]
    pub fn new(db: Db, clock: Clock) -> Self {
        Self { db, clock }
    }
}

impl SmsSender for SandboxOutbox {
    fn send(&self, message: CodeMessage) -> PendingSend<'_> {
        Box::pin(async move {
            self.db.insert_message(&message.mobile, &message.text(), self.clock.now()).await?;
            Ok(())
        })
    }
}
