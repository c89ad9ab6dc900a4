//! The SMS of the sandbox, which are stored instead of sent.

use super::{Db, Result};

/// A stored message.
#[derive(Clone, Debug, serde::Serialize, sqlx::FromRow)]
pub struct Message {
    /// The number that it is for.
    pub mobile: String,
    /// Its text.
    pub text: String,
    /// When it was sent.
    pub sent_at: i64,
}

impl Db {
    /// Stores a message.
    pub async fn insert_message(&self, mobile: &str, text: &str, now: i64) -> Result<()> {
        sqlx::query("insert into sandbox_messages (mobile, text, sent_at) values ($1, $2, $3)")
            .bind(mobile)
            .bind(text)
            .bind(now)
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    /// The messages, of one number or of all, newest first.
    pub async fn list_messages(&self, mobile: Option<&str>, most: i64) -> Result<Vec<Message>> {
        let messages = sqlx::query_as(
            "select mobile, text, sent_at from sandbox_messages where $1 is null or mobile = $1 \
             order by id desc limit $2",
        )
        .bind(mobile)
        .bind(most)
        .fetch_all(&self.readers)
        .await?;
        Ok(messages)
    }
}
