//! The tables that an operator replaces without a rebuild: banks, branches, occupations, and the texts' versions.

use serde::{Deserialize, Serialize};

/// A word with its code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The code that travels.
    pub code: String,
    /// The word that people read.
    pub name: String,
}

/// A branch of a bank (网点).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    /// The branch's code, unique over all banks.
    pub code: String,
    /// The code of its bank.
    pub bank: String,
    /// Its name.
    pub name: String,
    /// The district it lies in, a GB/T 2260 code.
    pub district: String,
    /// Its street address.
    pub address: String,
    /// Its telephone, empty where unknown.
    #[serde(default)]
    pub telephone: String,
}

/// The operator's tables as far as the asker holds them.
///
/// The page holds the branches of the chosen bank only; the server holds all of them. A branch is therefore judged
/// against the branches of its bank when any are held, and by its form alone when none are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directory {
    /// The version of the tables, as the operator names it.
    pub version: String,
    /// Where the tables come from, in words.
    pub source: String,
    /// 办卡银行.
    pub banks: Vec<Entry>,
    /// 职业.
    pub occupations: Vec<Entry>,
    /// 开户行网点, as many as are held.
    #[serde(default)]
    pub branches: Vec<Branch>,
    /// The version of the 免责声明 in force.
    pub disclaimer_version: String,
    /// The version of the 申领承诺 in force.
    pub pledge_version: String,
}

impl Directory {
    /// The tables that the product ships with: the banks and occupations of `dictionary/*.tsv`, no branches.
    #[must_use]
    pub fn built_in() -> Self {
        Self {
            version: String::new(),
            source: String::new(),
            banks: Vec::new(),
            occupations: Vec::new(),
            branches: Vec::new(),
            disclaimer_version: String::from("1"),
            pledge_version: String::from("1"),
        }
    }
}
