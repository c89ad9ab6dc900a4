//! The login states of browsers that are at an identity provider.

use super::{Db, Result};

/// The state of one sign-in at a provider.
#[derive(Clone)]
pub struct LoginState {
    /// The hash of the `state` that the provider returns.
    pub state_hash: String,
    /// The hash of the browser's cookie.
    pub browser_hash: String,
    /// The provider's name.
    pub provider: String,
    /// The nonce that the provider's ID token must repeat.
    pub nonce: String,
    /// The PKCE verifier, which proves to the provider that this server made the request.
    pub verifier: String,
    /// The page of this site to return to.
    pub back: String,
    /// When it expires.
    pub ends_at: i64,
}

impl std::fmt::Debug for LoginState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LoginState").field("provider", &self.provider).finish_non_exhaustive()
    }
}

impl Db {
    /// Stores a login state, and deletes those that have expired.
    pub async fn insert_login_state(&self, login_state: &LoginState, now: i64) -> Result<()> {
        let mut tx = self.begin_write().await?;
        sqlx::query("delete from provider_trips where ends_at <= $1")
            .bind(now)
            .execute(&mut *tx)
            .await?;
        sqlx::query(
            "insert into provider_trips (state_hash, browser_hash, provider, nonce, verifier, back, ends_at) \
             values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(&login_state.state_hash)
        .bind(&login_state.browser_hash)
        .bind(&login_state.provider)
        .bind(&login_state.nonce)
        .bind(&login_state.verifier)
        .bind(&login_state.back)
        .bind(login_state.ends_at)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// The login state of a browser that returns: only once, and only for the browser that started it.
    pub async fn redeem_login_state(
        &self,
        state_hash: &str,
        browser_hash: &str,
        now: i64,
    ) -> Result<Option<LoginState>> {
        type LoginStateRow = (String, String, String, String, i64);
        let row: Option<LoginStateRow> = sqlx::query_as(
            "delete from provider_trips where state_hash = $1 and browser_hash = $2 and ends_at > $3 \
             returning provider, nonce, verifier, back, ends_at",
        )
        .bind(state_hash)
        .bind(browser_hash)
        .bind(now)
        .fetch_optional(&self.writer)
        .await?;
        Ok(row.map(|(provider, nonce, verifier, back, ends_at)| LoginState {
            state_hash: state_hash.to_owned(),
            browser_hash: browser_hash.to_owned(),
            provider,
            nonce,
            verifier,
            back,
            ends_at,
        }))
    }
}
