//! Traditional forms, which a recogniser gives now and then for simplified glyphs that look the same to it.

use std::{collections::HashMap, sync::LazyLock};

use crate::table;

/// Each traditional character that has exactly one simplified form and is no standard character itself.
///
/// Characters that the table of 2013 (通用规范汉字表) took back into the standard, such as 昇, 喆 and 堃, are not in it: they
/// are printed on cards as they are.
static FORMS: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    table::rows(include_str!("simplified.tsv"))
        .filter_map(|(_, line)| {
            let (traditional, simplified) = line.split_once('\t')?;
            Some((traditional.chars().next()?, simplified.chars().next()?))
        })
        .collect()
});

/// The simplified form of a traditional character, or the character itself.
pub(super) fn simplified(c: char) -> char {
    FORMS.get(&c).copied().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::{FORMS, simplified};

    #[test]
    fn only_characters_that_are_no_standard_form_become_simplified() {
        for (from, to) in [
            ("漢區爾號別發機關長", "汉区尔号别发机关长"),
            ("昇喆堃淼甦邨龢祕乾", "昇喆堃淼甦邨龢祕乾"),
        ] {
            assert_eq!(from.chars().map(simplified).collect::<String>(), to);
        }
    }

    #[test]
    fn a_simplified_form_is_its_own() {
        for simple in FORMS.values() {
            assert_eq!(simplified(*simple), *simple);
        }
    }
}
