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

const SAMPLE: &str = include_str!("../../shared/data/branches.sample.tsv");

/// The tables, cached as long as their import is the last.
#[derive(Debug)]
pub struct Tables {
    db: Db,
    without_import: Arc<Directory>,
    held: RwLock<Option<(String, Arc<Directory>)>>,
}

impl Tables {
    /// The tables of a database.
    #[must_use]
    pub fn new(db: Db, sandbox: bool, texts: &Texts) -> Self {
        let without_import = Arc::new(without_import(sandbox, texts));
        Self { db, without_import, held: RwLock::default() }
    }

    /// The tables in force, all branches included.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn directory(&self) -> Result<Arc<Directory>, DbError> {
        let Some(version) = self.db.branches_version().await? else {
            return Ok(Arc::clone(&self.without_import));
        };
        if let Some(held) = self.held(&version) {
            return Ok(held);
        }
        let mut directory = Directory::clone(&self.without_import);
        directory.branches = self.db.branches().await?;
        directory.version = format!("{}+{version}", directory.version);
        let directory = Arc::new(directory);
        let mut held = self.held.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        *held = Some((version, Arc::clone(&directory)));
        Ok(directory)
    }

    fn held(&self, version: &str) -> Option<Arc<Directory>> {
        let held = self.held.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        held.as_ref().filter(|(of, _)| of == version).map(|(_, directory)| Arc::clone(directory))
    }
}

/// The tables before any import. The sandbox has the sample branches. Otherwise there are none, so that no branch can be chosen until an
/// operator has imported them.
#[must_use]
pub fn without_import(sandbox: bool, texts: &Texts) -> Directory {
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
    parse_branches(SAMPLE).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_branches_can_be_read_and_every_bank_has_some() {
        let (branches, directory) = (sample_branches(), Directory::built_in());
        assert!(!directory.banks.is_empty());
        for bank in directory.banks {
            assert!(branches.iter().any(|branch| branch.bank == bank.code), "{}", bank.name);
        }
    }
}
