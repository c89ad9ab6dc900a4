//! 文字题: a small sum in words, for who cannot see the picture of a captcha.

use serde::{Deserialize, Serialize};

use crate::{language::Language, normalise};

/// Two numbers from one to nine, to be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum(u8, u8);

/// The question of a sum in words, as it travels: a program that wants the answer has to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SumWords {
    #[serde(rename = "zh-CN")]
    chinese: String,
    #[serde(rename = "en")]
    english: String,
}

impl SumWords {
    /// The question in a language.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::ZhCn => &self.chinese,
            Language::En => &self.english,
        }
    }
}

const CHINESE: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const ENGLISH: [&str; 10] =
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

impl Sum {
    /// The sum of two numbers, each brought between one and nine.
    #[must_use]
    pub fn of(first: u8, second: u8) -> Self {
        Self(first.clamp(1, 9), second.clamp(1, 9))
    }

    /// The question, in words that can be read out.
    #[must_use]
    pub fn words_in(self, language: Language) -> String {
        let word = |words: [&'static str; 10], number: u8| {
            words.get(usize::from(number)).copied().unwrap_or_default()
        };
        match language {
            Language::ZhCn => {
                format!("{}加{}等于几？", word(CHINESE, self.0), word(CHINESE, self.1))
            }
            Language::En => {
                format!("What is {} plus {}?", word(ENGLISH, self.0), word(ENGLISH, self.1))
            }
        }
    }

    /// The question in every language of the page, which may be changed while it is asked.
    #[must_use]
    pub fn words(self) -> SumWords {
        SumWords { chinese: self.words_in(Language::ZhCn), english: self.words_in(Language::En) }
    }

    /// Whether this is its answer: in digits of any width, or in Chinese, as who dictates gets it.
    #[must_use]
    pub fn is_answered_by(self, typed: &str) -> bool {
        let text = normalise::compact(typed);
        let sum = u32::from(self.0) + u32::from(self.1);
        text.parse() == Ok(sum) || number(&text) == Some(sum)
    }
}

/// A number below twenty in Chinese.
fn number(text: &str) -> Option<u32> {
    let digit = |text: &str| CHINESE.iter().position(|word| *word == text);
    let found = match text.strip_prefix('一').unwrap_or(text).strip_prefix('十') {
        Some("") => Some(10),
        Some(rest) => digit(rest).map(|digit| digit + 10),
        None => digit(text),
    };
    found.and_then(|number| u32::try_from(number).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_asked_in_words_and_answered_in_digits_or_words() {
        let cases: [(Sum, &[&str], &[&str]); 3] = [
            (Sum::of(3, 5), &["8", " 8 ", "８", "八", "08"], &["", "9", "三加五", "35", "十八"]),
            (Sum::of(4, 6), &["10", "十", "一十", "１０"], &["1", "零", "一"]),
            (Sum::of(9, 9), &["18", "十八", "一十八"], &["八", "81", "十"]),
        ];
        for (sum, right, wrong) in cases {
            for answer in right {
                assert!(sum.is_answered_by(answer), "{sum:?} {answer}");
            }
            for answer in wrong {
                assert!(!sum.is_answered_by(answer), "{sum:?} {answer}");
            }
        }
        assert_eq!(Sum::of(3, 5).words_in(Language::ZhCn), "三加五等于几？");
        assert_eq!(Sum::of(3, 5).words_in(Language::En), "What is three plus five?");
    }
}
