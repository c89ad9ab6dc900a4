//! What the sandbox's SMS gateway would have sent.

use super::{Db, Result};

/// A message that the sandbox kept.
#[derive(Clone, Debug, serde::Serialize, sqlx::FromRow)]
pub struct Message {
    /// The number it is for.
    pub mobile: String,
    /// Its words.
    pub text: String,
    /// When it was sent.
    pub sent_at: i64,
}

impl Db {
    /// Keeps a message.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_message(&self, mobile: &str, text: &str, now: i64) -> Result<()> {
        sqlx::query("insert into sandbox_messages (mobile, text, sent_at) values ($1, $2, $3)")
            .bind(mobile)
            .bind(text)
            .bind(now)
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    /// The messages, of one number or of all, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn messages(&self, mobile: Option<&str>, at_most: i64) -> Result<Vec<Message>> {
        let messages = sqlx::query_as(
            "select mobile, text, sent_at from sandbox_messages where $1 is null or mobile = $1 \
             order by id desc limit $2",
        )
        .bind(mobile)
        .bind(at_most)
        .fetch_all(&self.readers)
        .await?;
        Ok(messages)
    }
}
