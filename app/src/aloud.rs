//! What is said aloud: texts as sentences of a length that a voice can hold, and answers so that they can be checked by ear.

use sscard_shared::field::Field;

use crate::words;

/// The most characters that are said in one breath. Chromium's voices fall silent after some fifteen seconds, and say about four a second.
const BREATH: usize = 48;

/// From so many digits on a number counts nothing, but names something: a telephone, a card, a receipt.
const LONG: usize = 5;

/// How an answer is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// As it is written.
    Words,
    /// Digit by digit, in groups of these lengths; whatever is left over ends it.
    Digits(&'static [usize]),
    /// As a day.
    Day,
}

impl Manner {
    /// A mobile number.
    pub const MOBILE: Self = Self::Digits(&[3, 4, 4]);
    /// An ID number: place, birth date, the rest.
    pub const ID_NUMBER: Self = Self::Digits(&[6, 8, 4]);
    /// A code of an SMS.
    pub const CODE: Self = Self::Digits(&[3, 3]);

    /// How the answer to a field is said.
    #[must_use]
    pub const fn of(field: Field) -> Self {
        match field {
            Field::IdNumber => Self::ID_NUMBER,
            Field::Mobile | Field::RecipientMobile => Self::MOBILE,
            Field::Landline => Self::Digits(&[]),
            Field::Postcode => Self::CODE,
            Field::BirthDate | Field::ValidFrom | Field::ValidUntil => Self::Day,
            _ => Self::Words,
        }
    }

    /// The answer as it is said.
    #[must_use]
    pub fn say(self, text: &str) -> String {
        match self {
            Self::Words => text.to_owned(),
            Self::Digits(groups) => digits(text, groups),
            Self::Day => words::day(text).replace("年0", "年").replace("月0", "月"),
        }
    }
}

/// Every letter and digit by itself, with a pause after each group.
fn digits(text: &str, groups: &[usize]) -> String {
    let mut signs = text.chars().filter(|sign| sign.is_alphanumeric());
    let mut said = Vec::new();
    for length in groups.iter().copied().chain(std::iter::repeat(usize::MAX)) {
        let group: Vec<_> = signs.by_ref().take(length).map(String::from).collect();
        if group.is_empty() {
            break;
        }
        said.push(group.join(" "));
    }
    said.join("，")
}

/// All that is said of a question: its label, what is told about it, and what was answered.
#[must_use]
pub fn question(label: &str, told: &[String], answer: &str) -> Vec<String> {
    let answer =
        if answer.is_empty() { words().not_answered.to_owned() } else { words::answered(answer) };
    let texts = std::iter::once(label).chain(told.iter().map(String::as_str));
    texts.chain([answer.as_str()]).flat_map(sentences).collect()
}

/// A text as sentences, none longer than a breath.
#[must_use]
pub fn sentences(text: &str) -> Vec<String> {
    let ends = |sign: char| matches!(sign, '。' | '！' | '？' | '；' | '\n');
    let text = spelled(text);
    let whole = text.split_inclusive(ends).map(str::trim);
    whole.filter(|sentence| sentence.chars().any(char::is_alphanumeric)).flat_map(breaths).collect()
}

/// The text with long numbers digit by digit: no voice knows that they count nothing.
fn spelled(text: &str) -> String {
    let mut said = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(|sign: char| sign.is_ascii_digit()) {
        let (before, number) = rest.split_at(start);
        let end = number.find(|sign: char| !sign.is_ascii_alphanumeric()).unwrap_or(number.len());
        let (number, after) = number.split_at(end);
        said.push_str(before);
        if number.len() < LONG {
            said.push_str(number);
        } else {
            said.push_str(&digits(number, &[]));
        }
        rest = after;
    }
    said + rest
}

/// A sentence in parts that end where a comma does, as long as a breath lets them be.
fn breaths(sentence: &str) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    let mut room = 0;
    for part in sentence.split_inclusive([',', '，', '、', '：', ' ']) {
        let length = part.chars().count();
        match said.last_mut().filter(|_| length <= room) {
            Some(last) => {
                last.push_str(part);
                room -= length;
            }
            None => {
                let signs: Vec<char> = part.chars().collect();
                said.extend(signs.chunks(BREATH).map(|signs| signs.iter().collect::<String>()));
                room = BREATH - said.last().map_or(0, |last| last.chars().count());
            }
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_said_so_that_it_can_be_checked_by_ear() {
        for (field, text, said) in [
            (Field::IdNumber, "110114199912313027", "1 1 0 1 1 4，1 9 9 9 1 2 3 1，3 0 2 7"),
            (Field::IdNumber, "11010119900101123X", "1 1 0 1 0 1，1 9 9 0 0 1 0 1，1 2 3 X"),
            (Field::Mobile, "13412342456", "1 3 4，1 2 3 4，2 4 5 6"),
            (Field::Mobile, "134 1234", "1 3 4，1 2 3 4"),
            (Field::RecipientMobile, "134123424567", "1 3 4，1 2 3 4，2 4 5 6，7"),
            (Field::Landline, "010-12345678", "0 1 0 1 2 3 4 5 6 7 8"),
            (Field::Postcode, "100089", "1 0 0，0 8 9"),
            (Field::BirthDate, "1999-12-01", "1999年12月1日"),
            (Field::ValidUntil, "长期", "长期"),
            (Field::Address, "样本路1号院2号楼301室", "样本路1号院2号楼301室"),
            (Field::Name, "张三", "张三"),
        ] {
            assert_eq!(Manner::of(field).say(text), said, "{}", field.name());
        }
    }

    #[test]
    fn a_question_is_said_with_what_is_told_of_it_and_what_was_answered() {
        let told = [String::from("请输入手机号。格式有误")];
        assert_eq!(
            question("手机号", &told, "1 3 4"),
            ["手机号", "请输入手机号。", "格式有误", "您填写的是：1 3 4"]
        );
        assert_eq!(question("手机号", &[], ""), ["手机号", "还没有填写"]);
    }

    #[test]
    fn a_long_number_in_a_text_is_said_digit_by_digit() {
        for (text, said) in [
            ("请拨打96066。", "请拨打9 6 0 6 6。"),
            ("照片上读到：11010119900101123X", "照片上读到：1 1 0 1 0 1 1 9 9 0 0 1 0 1 1 2 3 X"),
            ("制卡周期为30个自然日", "制卡周期为30个自然日"),
            ("2026年", "2026年"),
        ] {
            assert_eq!(sentences(text).concat(), said);
        }
    }

    #[test]
    fn no_sentence_is_longer_than_a_breath_and_no_word_is_lost() {
        let long = ["一二三四五六七八九，"; 12].concat();
        for (text, count) in [
            ("一句。两句！三句？", 3),
            ("没有句号", 1),
            ("一行\n\n又一行", 2),
            ("。 ……", 0),
            (&long, 3),
            (&"字".repeat(100), 3),
        ] {
            let said = sentences(text);
            assert_eq!(said.len(), count, "{text}");
            assert!(said.iter().all(|sentence| sentence.chars().count() <= BREATH), "{text}");
            if count != 0 {
                let kept = |text: &str| text.replace('\n', "");
                assert_eq!(kept(&said.concat()), kept(text));
            }
        }
    }
}
