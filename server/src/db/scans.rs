//! Scans: browsers that ask a phone for approval.

use sscard_shared::api::ScanState;

use super::{Applicant, Db, Result, SessionLimits};

/// A browser that asks.
#[derive(Clone)]
pub struct NewScan<'a> {
    /// The id by which the browser asks about it.
    pub id: &'a str,
    /// The hash of the secret in the code.
    pub secret_hash: &'a str,
    /// The hash of the browser's cookie.
    pub browser_hash: &'a str,
    /// The browser, in words.
    pub device: &'a str,
    /// The browser's network, hashed with the id.
    pub network_hash: &'a str,
    /// Seconds for which the code is valid.
    pub valid_seconds: i64,
}

impl std::fmt::Debug for NewScan<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewScan").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A scan as its browser sees it.
#[derive(Clone, Copy, Debug)]
pub struct FoundScan {
    /// The state of the scan.
    pub state: ScanState,
    /// When the code expires.
    pub ends_at: i64,
}

/// A scan as the phone sees it.
#[derive(Clone, Debug)]
pub struct SeenScan {
    /// The id by which the browser asks about it.
    pub id: String,
    /// The browser, in words.
    pub device: String,
    /// The browser's network, hashed with the id.
    pub network_hash: String,
    /// When the browser asked.
    pub created_at: i64,
    /// When the code expires.
    pub ends_at: i64,
}

/// Of a scan `s`: whether the session that confirmed it is alive. A browser must not be signed in by a phone that was signed out meanwhile,
/// from itself, from elsewhere or by a new password.
const CONFIRMING_SESSION_IS_ALIVE: &str = "exists (select 1 from sessions p where p.id = s.session and (p.kept or p.seen_at > $4) and p.ends_at > $3)";

/// A phone's approval of a browser.
#[derive(Clone)]
pub struct ScanApproval {
    /// The applicant of the phone's session.
    pub applicant: Applicant,
    /// The subject of the phone's session.
    pub subject: String,
    /// The number that signed in on the phone, if any.
    pub mobile: Option<String>,
    /// The id of the phone's session.
    pub session: String,
}

impl std::fmt::Debug for ScanApproval {
    /// Shows the applicant's id only: numbers must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ScanApproval").field("applicant", &self.applicant).finish_non_exhaustive()
    }
}

impl Db {
    /// Stores a scan, and deletes those that expired long enough ago for their browsers to have learnt of it.
    pub async fn insert_scan(&self, new: NewScan<'_>, now: i64) -> Result<()> {
        let mut tx = self.begin_write().await?;
        sqlx::query("delete from scans where ends_at < $1")
            .bind(now - new.valid_seconds)
            .execute(&mut *tx)
            .await?;
        sqlx::query(
            "insert into scans (id, secret_hash, browser_hash, device, state, created_at, ends_at, network_hash) \
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(new.id)
        .bind(new.secret_hash)
        .bind(new.browser_hash)
        .bind(new.device)
        .bind(ScanState::Waiting.name())
        .bind(now)
        .bind(now + new.valid_seconds)
        .bind(new.network_hash)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// The scan of a browser; `None` for another browser's.
    pub async fn find_scan(
        &self,
        id: &str,
        browser_hash: &str,
        limits: SessionLimits,
        now: i64,
    ) -> Result<Option<FoundScan>> {
        let sql = format!(
            "select state, ends_at, {CONFIRMING_SESSION_IS_ALIVE} from scans s where id = $1 and browser_hash = $2"
        );
        let row: Option<(String, i64, bool)> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(id)
            .bind(browser_hash)
            .bind(now)
            .bind(now - limits.idle_seconds)
            .fetch_optional(&self.readers)
            .await?;
        Ok(row.and_then(|(state, ends_at, is_confirming_session_alive)| {
            let stored_state = ScanState::from_name(&state)?;
            let is_over = match stored_state {
                ScanState::Refused => false,
                ScanState::Confirmed => now >= ends_at || !is_confirming_session_alive,
                _ => now >= ends_at,
            };
            Some(FoundScan {
                state: if is_over { ScanState::Expired } else { stored_state },
                ends_at,
            })
        }))
    }

    /// Records that an applicant's phone has scanned a code. The first applicant keeps it: another one who scans it too finds nothing.
    pub async fn mark_scan_seen(
        &self,
        secret_hash: &str,
        applicant: &Applicant,
        now: i64,
    ) -> Result<Option<SeenScan>> {
        let row: Option<(String, String, String, i64, i64)> = sqlx::query_as(
            "update scans set state = $1, seen_by = $2 where secret_hash = $3 and ends_at > $4 \
             and (state = $5 or (state = $1 and seen_by = $2)) returning id, device, network_hash, created_at, ends_at",
        )
        .bind(ScanState::Scanned.name())
        .bind(&applicant.id)
        .bind(secret_hash)
        .bind(now)
        .bind(ScanState::Waiting.name())
        .fetch_optional(&self.writer)
        .await?;
        Ok(row.map(|(id, device, network_hash, created_at, ends_at)| SeenScan {
            id,
            device,
            network_hash,
            created_at,
            ends_at,
        }))
    }

    /// Records that the applicant approves the browser of the code that the phone has scanned. Returns the scan's id.
    pub async fn confirm_scan(
        &self,
        secret_hash: &str,
        approval: &ScanApproval,
        now: i64,
    ) -> Result<Option<String>> {
        let id = sqlx::query_scalar(
            "update scans set state = $1, subject = $2, mobile = $3, session = $8 \
             where secret_hash = $4 and state = $5 and seen_by = $6 and ends_at > $7 returning id",
        )
        .bind(ScanState::Confirmed.name())
        .bind(&approval.subject)
        .bind(&approval.mobile)
        .bind(secret_hash)
        .bind(ScanState::Scanned.name())
        .bind(&approval.applicant.id)
        .bind(now)
        .bind(&approval.session)
        .fetch_optional(&self.writer)
        .await?;
        Ok(id)
    }

    /// Records that the applicant refuses the browser. Returns the scan's id.
    pub async fn refuse_scan(
        &self,
        secret_hash: &str,
        applicant: &Applicant,
        now: i64,
    ) -> Result<Option<String>> {
        let id = sqlx::query_scalar(
            "update scans set state = $1 \
             where secret_hash = $2 and state = $3 and seen_by = $4 and ends_at > $5 returning id",
        )
        .bind(ScanState::Refused.name())
        .bind(secret_hash)
        .bind(ScanState::Scanned.name())
        .bind(&applicant.id)
        .bind(now)
        .fetch_optional(&self.writer)
        .await?;
        Ok(id)
    }

    /// The approval of a browser: only once, and only while the phone is signed in.
    pub async fn redeem_scan(
        &self,
        id: &str,
        browser_hash: &str,
        limits: SessionLimits,
        now: i64,
    ) -> Result<Option<ScanApproval>> {
        type ApprovalRow = (String, Option<String>, String, String, String, String, String);
        let mut tx = self.begin_write().await?;
        let sql = format!(
            "select s.subject, s.mobile, s.session, a.id, p.id, p.name, p.id_number from scans s \
             join applicants a on a.id = s.seen_by join people p on p.id = a.person \
             where s.id = $1 and s.browser_hash = $2 and s.ends_at > $3 and s.state = $5 and {CONFIRMING_SESSION_IS_ALIVE}"
        );
        let row: Option<ApprovalRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(id)
            .bind(browser_hash)
            .bind(now)
            .bind(now - limits.idle_seconds)
            .bind(ScanState::Confirmed.name())
            .fetch_optional(&mut *tx)
            .await?;
        let Some((subject, mobile, session, applicant_id, person, name, id_number)) = row else {
            return Ok(None);
        };
        sqlx::query("delete from scans where id = $1").bind(id).execute(&mut *tx).await?;
        tx.commit().await?;
        let applicant = Applicant { id: applicant_id, person, name, id_number };
        Ok(Some(ScanApproval { applicant, subject, mobile, session }))
    }
}
