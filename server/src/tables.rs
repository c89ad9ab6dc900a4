//! The operator's tables in memory: the built-in banks and occupations, and the branches of the last import, which another process may make
//! at any time.

use std::sync::{Arc, RwLock};

use sscard_shared::{
    api::TextKind,
    directory::{Branch, Directory, parse_branches},
};

use crate::{
    db::{Db, DbError},
    texts::Texts,
};

const SAMPLE_BRANCHES: &str = include_str!("../../shared/data/branches.sample.tsv");

/// The tables, cached as long as their import is the last.
#[derive(Debug)]
pub struct Tables {
    db: Db,
    default_directory: Arc<Directory>,
    cached: RwLock<Option<(String, Arc<Directory>)>>,
}

impl Tables {
    /// The tables of a database.
    #[must_use]
    pub fn new(db: Db, sandbox: bool, texts: &Texts) -> Self {
        let default_directory = Arc::new(default_directory(sandbox, texts));
        Self { db, default_directory, cached: RwLock::default() }
    }

    /// The tables in force, all branches included.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn directory(&self) -> Result<Arc<Directory>, DbError> {
        let Some(version) = self.db.branches_version().await? else {
            return Ok(Arc::clone(&self.default_directory));
        };
        if let Some(cached) = self.cached(&version) {
            return Ok(cached);
        }
        let mut directory = Directory::clone(&self.default_directory);
        directory.branches = self.db.branches().await?;
        directory.version = format!("{}+{version}", directory.version);
        let directory = Arc::new(directory);
        let mut cached = self.cached.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        *cached = Some((version, Arc::clone(&directory)));
        Ok(directory)
    }

    fn cached(&self, version: &str) -> Option<Arc<Directory>> {
        let cached = self.cached.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        cached
            .as_ref()
            .filter(|(cached_version, _)| cached_version == version)
            .map(|(_, directory)| Arc::clone(directory))
    }
}

/// The tables before any import. The sandbox has the sample branches. Otherwise there are none, so that no branch can be chosen until an
/// operator has imported them.
#[must_use]
pub fn default_directory(sandbox: bool, texts: &Texts) -> Directory {
    let mut directory = Directory { branches_whole: true, ..Directory::built_in() };
    directory.disclaimer_version.clone_from(&texts.for_kind(TextKind::Disclaimer).version);
    directory.pledge_version.clone_from(&texts.for_kind(TextKind::Pledge).version);
    let consents = &mut directory.consents;
    consents.user_agreement.clone_from(&texts.for_kind(TextKind::UserAgreement).version);
    consents.privacy_policy.clone_from(&texts.for_kind(TextKind::PrivacyPolicy).version);
    if sandbox {
        directory.branches = sample_branches();
    }
    directory
}

/// The sample branches that ship with the rules.
#[must_use]
pub fn sample_branches() -> Vec<Branch> {
    // A unit test holds that the file can be parsed.
    parse_branches(SAMPLE_BRANCHES).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bank_has_sample_branches() {
        let (branches, directory) = (sample_branches(), Directory::built_in());
        assert!(!directory.banks.is_empty());
        for bank in directory.banks {
            assert!(branches.iter().any(|branch| branch.bank == bank.code), "{}", bank.name);
        }
    }
}
