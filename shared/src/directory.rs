//! The tables that change in life: banks, branches, occupations, and the versions of the texts, as the server tells them.

use serde::{Deserialize, Serialize};

use crate::{api::ConsentVersions, dictionary::Dictionary, language::Language, normalise, table};

/// A word with its code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The code that travels.
    pub code: String,
    /// The word that people read.
    pub name: String,
    /// The same in English, where the table gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
}

impl Entry {
    /// The word in a language; none where the table gives it in Chinese alone.
    #[must_use]
    pub fn name_in(&self, language: Language) -> Option<&str> {
        match language {
            Language::ZhCn => Some(&self.name),
            Language::En => self.name_en.as_deref(),
        }
    }
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
/// The page holds the branches of the chosen bank only; the server holds all of them, and says so in `branches_whole`. A
/// branch is therefore judged against the branches of its bank when any are held or the table is whole, and by its form
/// alone otherwise.
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
    /// Whether `branches` are all there are, so that what is not among them does not exist.
    #[serde(default)]
    pub branches_whole: bool,
    /// The version of the 免责声明 in force.
    pub disclaimer_version: String,
    /// The version of the 申领承诺 in force.
    pub pledge_version: String,
    /// The versions in force of what is agreed to beside an application.
    pub consents: ConsentVersions,
}

impl Directory {
    /// The tables that the product ships with: the banks and occupations of `dictionary/*.tsv`, no branches.
    #[must_use]
    pub fn built_in() -> Self {
        let banks = include_str!("dictionary/banks.tsv");
        let occupations = include_str!("dictionary/occupations.tsv");
        Self {
            version: table::head(banks, "version").to_owned(),
            source: table::head(banks, "source").to_owned(),
            banks: entries(banks),
            occupations: entries(occupations),
            branches: Vec::new(),
            branches_whole: false,
            disclaimer_version: String::from("1"),
            pledge_version: String::from("1"),
            consents: ConsentVersions::built_in(),
        }
    }

    /// The name of a bank's code.
    #[must_use]
    pub fn bank_name(&self, code: &str) -> Option<&str> {
        name_in(&self.banks, code)
    }

    /// The name of an occupation's code.
    #[must_use]
    pub fn occupation_name(&self, code: &str) -> Option<&str> {
        name_in(&self.occupations, code)
    }

    /// The branch of a code, as far as branches are held.
    #[must_use]
    pub fn branch(&self, code: &str) -> Option<&Branch> {
        self.branches.iter().find(|branch| branch.code == code)
    }
}

impl Branch {
    /// Whether every word of a search is in the branch's name, address, district, code or telephone.
    ///
    /// Words are separated by spaces; an empty search matches every branch.
    #[must_use]
    pub fn matches(&self, query: &str) -> bool {
        let district = Dictionary::District.name_of(&self.district).unwrap_or_default();
        normalise::text(query).split(' ').all(|word| {
            [&self.name, &self.address, district, &self.code, &self.telephone]
                .into_iter()
                .any(|text: &str| text.contains(word))
        })
    }
}

/// Why a table cannot be read, and in which line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("第{line}行：{problem}")]
pub struct TableError {
    /// The line, counted from one.
    pub line: usize,
    /// What is wrong with it.
    pub problem: TableProblem,
}

/// What is wrong with a line of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableProblem {
    /// Not five or six columns.
    #[error("应有代码、银行代码、名称、区、地址、电话六列，以制表符分隔，电话可以不写")]
    Columns,
    /// A column that must not be empty is.
    #[error("代码、银行代码、名称、地址不能为空")]
    Empty,
    /// The code is not twelve digits.
    #[error("网点代码应为12位数字")]
    Code,
    /// The district is none of Beijing's.
    #[error("区应为北京市区级代码（GB/T 2260）")]
    District,
    /// The code was there already.
    #[error("网点代码重复")]
    Twice,
}

/// Reads a table of branches: code, bank, name, district, address and telephone, separated by tabs.
///
/// Lines that begin with `#` and empty lines are left out; a byte order mark is too.
///
/// # Errors
/// The first line that is wrong, so that a table is taken whole or not at all.
pub fn parse_branches(tsv: &str) -> Result<Vec<Branch>, TableError> {
    let mut branches = Vec::new();
    let mut codes = std::collections::HashSet::new();
    for (line, row) in table::rows(tsv.trim_start_matches('\u{FEFF}')) {
        let refuse = |problem| TableError { line, problem };
        let columns: Vec<&str> = row.split('\t').map(str::trim).collect();
        let (code, bank, name, district, address, telephone) = match columns.as_slice() {
            [code, bank, name, district, address] => (code, bank, name, district, address, &""),
            [code, bank, name, district, address, telephone] => {
                (code, bank, name, district, address, telephone)
            }
            _ => return Err(refuse(TableProblem::Columns)),
        };
        if [code, bank, name, address].iter().any(|column| column.is_empty()) {
            return Err(refuse(TableProblem::Empty));
        }
        if code.len() != 12 || !code.bytes().all(|b| b.is_ascii_digit()) {
            return Err(refuse(TableProblem::Code));
        }
        if Dictionary::District.find(district).is_none() {
            return Err(refuse(TableProblem::District));
        }
        if !codes.insert(*code) {
            return Err(refuse(TableProblem::Twice));
        }
        branches.push(Branch {
            code: (*code).to_owned(),
            bank: (*bank).to_owned(),
            name: (*name).to_owned(),
            district: (*district).to_owned(),
            address: (*address).to_owned(),
            telephone: (*telephone).to_owned(),
        });
    }
    Ok(branches)
}

fn entries(text: &str) -> Vec<Entry> {
    table::rows(text)
        .filter_map(|(_, line)| {
            let mut columns = line.split('\t').map(str::to_owned);
            Some(Entry { code: columns.next()?, name: columns.next()?, name_en: columns.next() })
        })
        .collect()
}

fn name_in<'d>(entries: &'d [Entry], code: &str) -> Option<&'d str> {
    entries.iter().find(|entry| entry.code == code).map(|entry| entry.name.as_str())
}
