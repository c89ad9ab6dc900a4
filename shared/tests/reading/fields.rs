//! Lines in, fields out.

use sscard_shared::{
    field::Field,
    reading::{CardReading, Sheet, Side, read},
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test;

use crate::cards::{Drawn, EMBLEM, PORTRAIT, lying, sheet, today, value};

pub(crate) const PORTRAIT_READ: [(Field, &str); 6] = [
    (Field::Name, "张三"),
    (Field::Sex, "2"),
    (Field::Ethnicity, "01"),
    (Field::BirthDate, "1990-01-05"),
    (Field::Address, "北京市海淀区学院路街道成府路1号院2号楼3单元"),
    (Field::IdNumber, "11010819900105002X"),
];

pub(crate) const EMBLEM_READ: [(Field, &str); 3] = [
    (Field::Authority, "北京市公安局海淀分局"),
    (Field::ValidFrom, "2014-03-21"),
    (Field::ValidUntil, "2034-03-21"),
];

/// What is wrong with a reading: fields that differ from those wanted, where `-` is a field that is left to the person.
fn wrong(reading: &CardReading, usual: &[(Field, &str)], wanted: &[(Field, &str)]) -> Vec<String> {
    let wanted_of = |field| wanted.iter().find(|(of, _)| *of == field).map(|(_, value)| *value);
    usual
        .iter()
        .map(|(field, usual)| (*field, wanted_of(*field).unwrap_or(usual)))
        .filter(|(field, wanted)| value(reading, *field) != *wanted)
        .map(|(field, wanted)| format!("{field}: {} for {wanted}", value(reading, field)))
        .collect()
}

/// A card with some lines changed: by the index of a line its new text, or nothing for a line that was not found; then lines that
/// were found beside.
struct Case {
    says: &'static str,
    changed: &'static [(usize, &'static str)],
    beside: &'static [Drawn<'static>],
    wanted: &'static [(Field, &'static str)],
}

impl Case {
    fn sheet(&self, usual: &[Drawn<'static>]) -> Sheet {
        let lines = usual.iter().enumerate().map(|(index, (text, left, y))| {
            let changed = self.changed.iter().find(|(of, _)| *of == index);
            (changed.map_or(*text, |(_, text)| *text), *left, *y)
        });
        let lines = lines.filter(|(text, ..)| !text.is_empty());
        sheet(&lines.chain(self.beside.iter().copied()).collect::<Vec<_>>())
    }
}

/// Every case as a cut card, and as one that lies small and aslant in its picture.
fn assert_read(cases: &[Case], lines: &[Drawn<'static>], usual: &[(Field, &str)], side: Side) {
    let mut failures = Vec::new();
    for case in cases {
        let cut = case.sheet(lines);
        let lies = [(1.05, 0.0), (2.5, 0.0), (1.4, 12.0), (1.8, -14.0)];
        let lain = lies.map(|(times, degrees)| lying(&cut, times, degrees));
        for (at, sheet) in std::iter::once(&cut).chain(&lain).enumerate() {
            let reading = read(sheet, today());
            let found = wrong(&reading, usual, case.wanted);
            if reading.side != Some(side) {
                failures.push(format!("{} ({at}): side {:?}", case.says, reading.side));
            } else if !found.is_empty() {
                failures.push(format!("{} ({at}): {}", case.says, found.join("; ")));
            }
            for (field, reading) in &reading.fields {
                let told = reading.value.is_some();
                assert_eq!(told, reading.text.is_some(), "{} {field}", case.says);
                assert!((0.0..=1.0).contains(&reading.confidence), "{} {field}", case.says);
            }
        }
    }
    assert!(failures.is_empty(), "{}:\n{}", failures.len(), failures.join("\n"));
}

macro_rules! cases {
    ($($says:literal: [$($index:literal $text:literal),*] + [$($beside:expr),*] => [$($field:ident $value:literal),*];)*) => {
        &[$(Case {
            says: $says,
            changed: &[$(($index, $text)),*],
            beside: &[$($beside),*],
            wanted: &[$((Field::$field, $value)),*],
        }),*]
    };
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn a_portrait_side_is_read_as_far_as_it_is_sure() {
    let cases: &[Case] = cases! {
        "a clear card": [] + [] => [];
        "labels apart from their values": [0 "", 1 "", 2 "", 3 ""] + [
            ("[姓名]", 0.058, 0.156), ("张三", 0.181, 0.15), ("[性别]", 0.058, 0.278), ("女", 0.181, 0.276),
            ("[民族]", 0.298, 0.277), ("汉", 0.4, 0.276), ("[出生]", 0.058, 0.397), ("1990年1月5日", 0.181, 0.396),
            ("[住址]", 0.058, 0.519), ("北京市海淀区学院路街道", 0.181, 0.514)
        ] => [];
        "a date in pieces": [2 "[出生]___"] + [
            ("1990", 0.181, 0.4), ("年", 0.298, 0.396), ("1", 0.356, 0.4), ("月", 0.416, 0.397), ("5_日", 0.465, 0.399)
        ] => [];
        "number and label in one line": [5 "", 6 ""] + [("[公民身份号码]____{11010819900105002X}", 0.058, 0.834)] => [];
        "a label in pieces": [5 "[公民身份]"] + [("[号码]", 0.182, 0.834)] => [];
        "misread labels": [0 "[姓各]___张三", 1 "[性別]___女____[民旅]__汉", 2 "[出牛]___1990年1月5日", 3 "[佳址]___北京市海淀区学院路街道", 5 "[公民身伤号码]"] + [] => [];
        "more misread labels": [0 "[牲名]___张三", 3 "[住扯]___北京市海淀区学院路街道"] + [] => [];
        "labels not found at all": [0 "", 3 "", 5 ""] + [("张三", 0.181, 0.156), ("北京市海淀区学院路街道", 0.181, 0.515)] => [];
        "the half of a label": [0 ""] + [("[名]___张三丰", 0.089, 0.156)] => [Name "张三丰"];
        "a colon behind a label": [0 "[姓名]___：张三"] + [] => [];
        "watermarks and a desk": [] + [("样本", 0.5, 0.6), ("SPECIMEN", 0.2, 0.156), ("仅供办理银行卡使用", 0.2, 0.47), ("DELL", 0.3, 0.278)] => [];
        "traditional forms": [1 "[性别]___女____[民族]__漢", 3 "[住址]___北京市海淀區学院路街道"] + [] => [];
        "a name in its own form": [0 "[姓名]___李喆"] + [] => [Name "李喆"];
        "a traditional name": [0 "[姓名]___陳偉"] + [] => [Name "陈伟"];
        "a name with a dot": [0 "[姓名]___阿依古丽·买买提"] + [] => [Name "阿依古丽·买买提"];
        "a name with a comma for a dot": [0 "[姓名]___阿依古丽、买买提"] + [] => [Name "阿依古丽·买买提"];
        "a name with a hyphen for a dot": [0 "[姓名]___阿依古丽-买买提"] + [] => [Name "阿依古丽·买买提"];
        "a name of two lines": [0 ""] + [("[姓名]", 0.058, 0.155), ("古丽米热·阿不都", 0.181, 0.118), ("克里木", 0.181, 0.182)] => [Name "古丽米热·阿不都克里木"];
        "a weak letter in a name": [0 "[姓名]___张~0.5三"] + [] => [Name "-"];
        "a letter in two forms": [0 "[姓名]___强~0.4=強0.4三"] + [] => [Name "强三"];
        "a dot that may be several signs": [0 "[姓名]___张三·~0.5=.0.3李四"] + [] => [Name "张三·李四"];
        "a hole in a name": [0 "[姓名]___欧____三"] + [] => [Name "-"];
        "a name of one letter": [0 "[姓名]___张"] + [] => [Name "-"];
        "no name": [0 "[姓名]___"] + [] => [Name "-"];
        "an unsure sex that the number tells": [1 "[性别]___文~0.4=女0.3____[民族]__汉"] + [] => [];
        "no sex": [1 "[性别]_______[民族]__汉"] + [] => [];
        "another ethnicity": [1 "[性别]___女____[民族]__维吾尔"] + [] => [Ethnicity "05"];
        "a traditional ethnicity": [1 "[性别]___女____[民族]__維吾爾"] + [] => [Ethnicity "05"];
        "one letter wrong of three": [1 "[性别]___女____[民族]__达翰~0.6尔"] + [] => [Ethnicity "31"];
        "an ethnicity by its other reading": [1 "[性别]___女____[民族]__土冢~0.5=家0.4"] + [] => [Ethnicity "-"];
        "an ethnicity that one card in a million has": [1 "[性别]___女____[民族]__穿青人"] + [] => [Ethnicity "-"];
        "two letters of which one is wrong": [1 "[性别]___女____[民族]__土冢~0.6"] + [] => [Ethnicity "-"];
        "ethnicity with its word": [1 "[性别]___女____[民族]__汉族"] + [] => [];
        "a misread 年": [2 "[出生]___1990午1月5日"] + [] => [];
        "a lost 年": [2 "[出生]___19901月5日"] + [] => [];
        "no birth date, which the number tells": [2 "[出生]___"] + [] => [];
        "a misread digit that the number tells": [2 "[出生]___1990年1月6~0.6日"] + [] => [];
        "a clear birth date against a clear number": [2 "[出生]___1990年1月6日"] + [] => [BirthDate "-", IdNumber "-"];
        "letters for digits": [6 "{11O108l9900105002x}"] + [] => [];
        "a cross for X": [6 "{11010819900105002×}"] + [] => [];
        "one weak wrong digit that the check digit and the birth date tell": [6 "{110108199001050~0.6=80.3102X}"] + [] => [IdNumber "-"];
        "one weak digit read as its like": [6 "{11010819900105082X}"] + [] => [IdNumber "-"];
        "a weak digit of the date": [6 "{11010819980~0.6=00.3105002X}"] + [] => [IdNumber "-"];
        "a misread digit of the date with its other reading": [6 "{1101081998~0.6=00.30105002X}"] + [] => [];
        "a number that checks, of a letter that is a guess": [6 "{1~0.3=70.31010819900105002X}"] + [] => [IdNumber "-"];
        "a misread digit of the sequence": [6 "{1101081990010508~0.7=00.22X}"] + [] => [];
        "two misread digits": [6 "{1101081998~0.6=00.301050~0.6=80.38X}"] + [] => [IdNumber "-"];
        "no number": [6 ""] + [] => [IdNumber "-"];
        "seventeen digits": [6 "{1101081990010500X}"] + [] => [IdNumber "-"];
        "a number in two pieces": [6 "{110108199001}"] + [("{05002X}", 0.697, 0.836)] => [];
        "an address of one line": [3 "[住址]___北京市海淀区成府路", 4 ""] + [] => [Address "北京市海淀区成府路"];
        "an address of three lines": [] + [("401室", 0.181, 0.689)] => [Address "北京市海淀区学院路街道成府路1号院2号楼3单元401室"];
        "an address of four lines": [3 "[住址]", 4 ""] + [
            ("北京市海淀区学院路街道", 0.181, 0.504), ("成府路小区样本家园北里", 0.181, 0.578), ("第二十一号院甲二号楼三", 0.181, 0.652),
            ("单元401室", 0.181, 0.726)
        ] => [Address "北京市海淀区学院路街道成府路小区样本家园北里第二十一号院甲二号楼三单元401室"];
        "an address with a weak letter": [4 "成府~0.5路1号院2号楼3单元"] + [] => [Address "-"];
        "an address whose middle line was lost": [4 ""] + [("401室", 0.181, 0.689)] => [Address "-"];
        "an address whose first line was lost": [3 "[住址]___"] + [] => [Address "-"];
        "an address with a road of the peoples": [4 "民族园路1号院2号楼3单元"] + [] => [Address "北京市海淀区学院路街道民族园路1号院2号楼3单元"];
        "a street that is called as a watermark": [4 "样本胡同1号院2号楼3单元"] + [] => [Address "北京市海淀区学院路街道样本胡同1号院2号楼3单元"];
        "an address with a speck": [4 "成府路1号院2号楼3单元."] + [] => [];
        "a name without its label": [0 "______欧阳三"] + [] => [Name "欧阳三"];
        "a name that begins where its label may still be": [0 "__欧阳三"] + [] => [Name "-"];
        "an address in pieces": [4 "成府路1号院"] + [("2号楼3单元", 0.38, 0.604)] => [];
    };
    assert_read(cases, &PORTRAIT, &PORTRAIT_READ, Side::Portrait);
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn an_emblem_side_is_read_as_far_as_it_is_sure() {
    let cases: &[Case] = cases! {
        "a clear card": [] + [] => [];
        "labels apart from their values": [2 "[签发机关]__", 3 "[有效期限]__"] + [("北京市公安局海淀分局", 0.432, 0.76), ("2014.03.21-2034.03.21", 0.432, 0.885)] => [];
        "no titles": [0 "", 1 ""] + [] => [];
        "misread labels": [2 "[签友机关]__北京市公安局海淀分局", 3 "[有放期限]__2014.03.21-2034.03.21"] + [] => [];
        "dots that were not read": [3 "[有效期限]__20140321-20340321"] + [] => [];
        "a stroke for the hyphen": [3 "[有效期限]__2014.03.21一2034.03.21"] + [] => [];
        "a dash for the hyphen": [3 "[有效期限]__2014.03.21—2034.03.21"] + [] => [];
        "no hyphen": [3 "[有效期限]__2014.03.212034.03.21"] + [] => [];
        "long term": [3 "[有效期限]__2014.03.21-长期"] + [] => [ValidUntil "长期"];
        "long term in traditional form": [3 "[有效期限]__2014.03.21-長期"] + [] => [ValidUntil "长期"];
        "long term half misread": [3 "[有效期限]__2014.03.21-长斯"] + [] => [ValidUntil "长期"];
        "a weak digit that the term tells": [3 "[有效期限]__2014.03.21-2034.08~0.6.21"] + [] => [];
        "a weak digit with its other reading": [3 "[有效期限]__2014.03.27~0.6=10.3-2034.03.21"] + [] => [];
        "a term that is not issued": [3 "[有效期限]__2014.03.21-2033.03.21"] + [] => [ValidFrom "-", ValidUntil "-"];
        "two digits wrong": [3 "[有效期限]__2014.03.21-2083~0.6.03~0.6.21"] + [] => [ValidFrom "-", ValidUntil "-"];
        "a beginning that has not come": [3 "[有效期限]__2044.03.21-2064.03.21"] + [] => [ValidFrom "-", ValidUntil "-"];
        "only the beginning": [3 "[有效期限]__2014.03.21-"] + [] => [ValidFrom "-", ValidUntil "-"];
        "a leap day": [3 "[有效期限]__2016.02.29-2036.02.29"] + [] => [ValidFrom "2016-02-29", ValidUntil "2036-02-29"];
        "expired": [3 "[有效期限]__2014.03.21-2024.03.21"] + [] => [ValidUntil "2024-03-21"];
        "five years": [3 "[有效期限]__2024.03.21-2029.03.21"] + [] => [ValidFrom "2024-03-21", ValidUntil "2029-03-21"];
        "another authority": [2 "[签发机关]__沧州市公安局"] + [] => [Authority "沧州市公安局"];
        "a traditional authority": [2 "[签发机关]__漢陽市公安局"] + [] => [Authority "汉阳市公安局"];
        "a misread office": [2 "[签发机关]__沧州市公女~0.6局"] + [] => [Authority "沧州市公安局"];
        "an office that is none": [2 "[签发机关]__沧州市公女居"] + [] => [Authority "-"];
        "a weak letter": [2 "[签发机关]__沧~0.5州市公安局"] + [] => [Authority "-"];
        "an authority of two lines": [2 "[签发机关]__"] + [("巴音郭楞蒙古自治州", 0.432, 0.735), ("库尔勒市公安局", 0.432, 0.79)] => [Authority "巴音郭楞蒙古自治州库尔勒市公安局"];
        "no label before a lost end": [3 "______[有效期限]__2014.03.21-"] + [] => [ValidFrom "-", ValidUntil "-"];
        "a speck behind it": [2 "[签发机关]__北京市公安局海淀分局."] + [] => [];
        "watermarks": [] + [("样本", 0.5, 0.7), ("SPECIMEN", 0.3, 0.6)] => [];
    };
    assert_read(cases, &EMBLEM, &EMBLEM_READ, Side::Emblem);
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn a_card_that_is_cut_badly_is_read_all_the_same() {
    for (stretch, shift) in [(0.94, 0.03), (1.05, -0.03), (0.97, 0.0), (1.0, 0.03), (1.0, -0.03)] {
        for (lines, usual) in [(&PORTRAIT[..], &PORTRAIT_READ[..]), (&EMBLEM, &EMBLEM_READ)] {
            let mut cut = sheet(lines);
            for line in &mut cut.lines {
                let area = &mut line.area;
                for edge in [&mut area.left, &mut area.top, &mut area.right, &mut area.bottom] {
                    *edge = *edge * stretch + shift;
                }
            }
            let found = wrong(&read(&cut, today()), usual, &[]);
            assert!(found.is_empty(), "{stretch} {shift}: {}", found.join("; "));
        }
    }
}
