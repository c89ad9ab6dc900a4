//! What is said of a picture, of a card's owner and of its two sides.

use sscard_shared::{
    api::PictureKind,
    fault::{Fault, FaultCode, Severity},
    field::Field,
    reading::{
        Area, CardReading, Sheet, TextLine, against_person, between_sides, for_picture, read,
        without_other_person,
    },
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test;

use crate::cards::{Drawn, EMBLEM, PORTRAIT, line, sheet, today, value};

/// The codes of some faults with their fields; `~` marks those that only advise.
fn codes<'f>(faults: impl IntoIterator<Item = &'f Fault>) -> Vec<String> {
    let word = |code: FaultCode| serde_json::to_value(code).expect("a code is a word");
    let say = |fault: &Fault| {
        let mark = if fault.severity == Severity::Soft { "~" } else { "" };
        format!("{mark}{}:{}", fault.field, word(fault.code).as_str().expect("a code is a word"))
    };
    faults.into_iter().map(say).collect()
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn what_is_left_to_the_person_is_said() {
    for (index, text, wanted) in [
        (0, "[姓名]___张~0.5三", &["~name:not_read"][..]),
        (1, "[性别]___女____[民族]__穿青人", &["~ethnicity:not_read"]),
        (1, "[性别]___男____[民族]__汉", &["~id_number:mismatch", "~sex:mismatch"]),
        (1, "[性别]___男~0.6____[民族]__汉", &["~sex:mismatch"]),
        (2, "[出生]___1990_[年]_1_[月]_6~0.6_[日]", &["~birth_date:mismatch"]),
        (2, "[出生]___1990_[年]_1_[月]_6_[日]", &["~id_number:mismatch", "~birth_date:mismatch"]),
        (4, "成府~0.5路1号院2号楼3单元", &["~address:not_read"]),
        (6, "{110108199001050028}", &["~id_number:not_read"]),
    ] {
        let mut lines = PORTRAIT;
        lines[index].0 = text;
        let reading = read(&sheet(&lines), today());
        assert_eq!(codes(reading.faults.iter()), wanted, "{text}");
    }
    for (text, wanted) in [
        ("[有效期限]__2014.03.21-2024.03.21", &["valid_until:expired"][..]),
        ("[有效期限]__2014.03.21-2034.05.21", &["~valid_from:not_read", "~valid_until:mismatch"]),
        ("[有效期限]__2014.03.21-长期", &[]),
    ] {
        let mut lines = EMBLEM;
        lines[3].0 = text;
        let reading = read(&sheet(&lines), today());
        assert_eq!(codes(reading.faults.iter()), wanted, "{text}");
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn other_papers_are_no_identity_card() {
    let papers: [(&str, &[Drawn<'_>]); 10] = [
        ("nothing", &[]),
        (
            "a bank card",
            &[("北京银行", 0.1, 0.15), ("{6222021001116245702}", 0.1, 0.6), ("银联", 0.8, 0.85)],
        ),
        (
            "a driving licence",
            &[
                ("中华人民共和国机动车驾驶证", 0.2, 0.08),
                ("证号_11010819900105002X", 0.2, 0.18),
                ("姓名_张三", 0.05, 0.28),
                ("性别_女_国籍_中国", 0.5, 0.28),
                ("住址_北京市海淀区成府路", 0.05, 0.4),
                ("出生日期_1990-01-05", 0.3, 0.6),
                ("初次领证日期_2010-01-05", 0.3, 0.68),
                ("准驾车型_C1", 0.3, 0.78),
                ("有效期限_2020-01-05_至_2030-01-05", 0.05, 0.9),
            ],
        ),
        (
            "a social security card",
            &[
                ("中华人民共和国", 0.3, 0.1),
                ("社会保障卡", 0.35, 0.2),
                ("姓名_张三", 0.4, 0.5),
                ("社会保障号码_11010819900105002X", 0.4, 0.6),
                ("发卡日期_2014年3月", 0.4, 0.7),
            ],
        ),
        (
            "a passport",
            &[
                ("中华人民共和国护照", 0.2, 0.1),
                ("PASSPORT", 0.2, 0.15),
                ("姓名/Name", 0.3, 0.2),
                ("性别/Sex", 0.3, 0.3),
                ("签发机关/Authority", 0.3, 0.8),
                ("有效期至/Date_of_expiry", 0.6, 0.7),
            ],
        ),
        (
            "a residence permit of a city",
            &[
                ("北京市居住证", 0.3, 0.08),
                ("[姓名]___张三", 0.058, 0.2),
                ("[性别]___女____[民族]__汉", 0.058, 0.3),
                ("[住址]___北京市海淀区学院路街道", 0.058, 0.515),
                ("[公民身份号码]____{11010819900105002X}", 0.058, 0.834),
            ],
        ),
        (
            "a residence permit of a city by its other name",
            &[
                ("深圳市居民居住证", 0.3, 0.08),
                ("[签发机关]__深圳市公安局", 0.258, 0.756),
                ("[有效期限]__2024.03.21-2034.03.21", 0.258, 0.885),
            ],
        ),
        (
            "a form",
            &[
                ("姓名", 0.1, 0.2),
                ("性别", 0.4, 0.2),
                ("民族", 0.6, 0.2),
                ("出生日期", 0.8, 0.2),
                ("住址", 0.1, 0.3),
                ("有效期限", 0.1, 0.4),
            ],
        ),
        (
            "a page of text",
            &[
                ("第一条为了保障公民的合法权益", 0.1, 0.1),
                ("居住在中华人民共和国境内的年满十六周岁的", 0.1, 0.2),
                ("中国公民应当依照本法的规定申请领取居民身份证", 0.1, 0.3),
                ("公民身份号码是每个公民唯一的", 0.1, 0.5),
            ],
        ),
        (
            "a temporary card",
            &[
                ("中华人民共和国", 0.3, 0.1),
                ("临时居民身份证", 0.3, 0.2),
                ("[姓名]___张三", 0.058, 0.3),
                ("[公民身份号码]____{11010819900105002X}", 0.058, 0.834),
                ("有效期限2026.10.01-2027.01.01", 0.1, 0.9),
            ],
        ),
    ];
    for (says, lines) in papers {
        for is_card in [true, false] {
            let reading = read(&Sheet { is_card, ..sheet(lines) }, today());
            assert_eq!(reading.side, None, "{says} {is_card}");
            assert!(reading.fields.is_empty(), "{says}");
            assert_eq!(codes(reading.faults.iter()), ["~portrait_side:not_a_card"], "{says}");
        }
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn a_foreigners_residence_card_is_neither_read_nor_refused() {
    let lines = [
        ("中华人民共和国外国人永久居留身份证", 0.2, 0.1),
        ("姓名/Name", 0.05, 0.25),
        ("证件号码/ID_No.", 0.05, 0.8),
    ];
    let reading = read(&sheet(&lines), today());
    assert_eq!(reading, CardReading::default());
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn a_permit_of_hong_kong_is_read_without_ethnicity() {
    let mut lines = PORTRAIT;
    lines[1].0 = "[性别]___男";
    lines[2].0 = "[出生]___1990_[年]_3_[月]_7_[日]";
    lines[6].0 = "{810000199003070015}";
    let reading = read(&sheet(&lines), today());
    assert_eq!(codes(reading.faults.iter()), [""; 0]);
    assert_eq!(value(&reading, Field::IdNumber), "810000199003070015");
    assert_eq!(value(&reading, Field::Sex), "1");
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn the_emblem_side_of_a_residence_permit_is_read() {
    for title in ["港澳居民居住证", "台湾居民居住证", "港溴居民居住证"] {
        let mut lines = EMBLEM.to_vec();
        lines[1].0 = title;
        // Where the permit of entry and the count of issues stand too.
        lines.push(("通行证号码_H12345678", 0.3, 0.65));
        for is_card in [true, false] {
            let reading = read(&Sheet { is_card, ..sheet(&lines) }, today());
            assert_eq!(codes(reading.faults.iter()), [""; 0], "{title}");
            assert_eq!(value(&reading, Field::Authority), "北京市公安局海淀分局", "{title}");
            assert_eq!(value(&reading, Field::ValidUntil), "2034-03-21", "{title}");
        }
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn faults_of_the_picture_stand_at_its_field() {
    let portrait = sheet(&PORTRAIT);
    let both = {
        let mut lines = Vec::new();
        for (sheet, up) in [(sheet(&PORTRAIT), 0.0), (sheet(&EMBLEM), 0.5)] {
            lines.extend(sheet.lines.into_iter().map(|line| {
                let Area { left, top, right, bottom } = line.area;
                let area = Area { left, right, top: top / 2.0 + up, bottom: bottom / 2.0 + up };
                TextLine { area, ..line }
            }));
        }
        Sheet { lines, aspect: 1.585 / 2.0, is_card: false, ..portrait.clone() }
    };
    let mut twice = portrait.clone();
    twice.lines.push(line("{310101198503150010}", 0.3, 0.95));
    let other = Sheet { another_card: true, ..portrait.clone() };
    let grey = Sheet { coloured: Some(0.001), ..portrait.clone() };
    let unmeasured = Sheet { coloured: None, ..portrait.clone() };
    let empty = Sheet { lines: Vec::new(), ..portrait.clone() };
    for (says, sheet, kind, wanted) in [
        ("right", &portrait, PictureKind::PortraitSide, &[][..]),
        ("not measured", &unmeasured, PictureKind::PortraitSide, &[]),
        ("turned over", &portrait, PictureKind::EmblemSide, &["~emblem_side:wrong_side"]),
        ("another", &other, PictureKind::PortraitSide, &["~portrait_side:several_cards"]),
        (
            "another at the emblem's",
            &other,
            PictureKind::EmblemSide,
            &["~emblem_side:several_cards", "~emblem_side:wrong_side"],
        ),
        ("two numbers", &twice, PictureKind::PortraitSide, &["~portrait_side:several_cards"]),
        ("both sides", &both, PictureKind::PortraitSide, &["~portrait_side:several_cards"]),
        ("grey", &grey, PictureKind::PortraitSide, &["~portrait_side:paper_copy"]),
        ("empty", &empty, PictureKind::EmblemSide, &["~emblem_side:not_a_card"]),
    ] {
        let reading = for_picture(read(sheet, today()), kind);
        assert_eq!(codes(reading.faults.iter()), wanted, "{says}");
        for fault in reading.faults.iter() {
            assert!(fault.message.contains('请'), "{}", fault.message);
        }
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn another_persons_card_is_refused_and_a_rare_character_is_not() {
    let number = "11010819900105002X";
    for (says, card_name, card_number, name, id_number, is_refused) in [
        ("the person's own", "张三", number, "张三", number, false),
        ("a small x", "张三", number, "张三", "11010819900105002x", false),
        ("another number", "张三", number, "张三", "110108199001050011", true),
        ("a number that was not read", "张三", "110108199001050028", "张三", number, false),
        ("another name", "张三", "", "李四", number, true),
        ("a longer name", "张三丰", "", "张三", number, true),
        ("a name without its end", "欧阳三", "", "欧阳三丰", number, false),
        ("a name without its end, and the number", "欧阳", number, "欧阳三丰", number, false),
        ("another name, but the number", "李四", number, "张三", number, false),
        ("one character of two", "张三", number, "张叁", number, false),
        ("one character of three", "张三丰", number, "张三𡋾", number, false),
        ("an unsure name", "李~0.8四", number, "张三", number, false),
        ("a dot that was not read", "阿依古丽买买提", number, "阿依古丽·买买提", number, false),
    ] {
        let (of_name, of_number) = (format!("[姓名]___{card_name}"), format!("{{{card_number}}}"));
        let mut lines = PORTRAIT;
        lines[0].0 = &of_name;
        lines[6].0 = &of_number;
        let reading = read(&sheet(&lines), today());
        let fault = against_person(&reading, name, id_number);
        assert_eq!(fault.is_some(), is_refused, "{says}");
        let wanted = if is_refused { vec!["portrait_side:not_the_person"] } else { Vec::new() };
        assert_eq!(codes(&fault), wanted, "{says}");
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn a_name_or_number_that_is_not_the_verified_one_is_left_to_the_person() {
    let reading = read(&sheet(&PORTRAIT), today());
    let name = value(&reading, Field::Name).to_owned();
    let number = value(&reading, Field::IdNumber).to_owned();
    assert_eq!(without_other_person(reading.clone(), &name, &number.to_lowercase()), reading);
    let held = without_other_person(reading.clone(), "张叁", &number);
    assert_eq!((value(&held, Field::Name), value(&held, Field::IdNumber)), ("-", &*number));
    assert_eq!(codes(held.faults.iter()), ["~name:not_read"]);
    let held = without_other_person(reading, &name, "110108199001050011");
    assert_eq!(codes(held.faults.iter()), ["~id_number:not_read"]);
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn the_two_sides_are_held_against_each_other() {
    for (authority, term, wanted) in [
        ("北京市公安局海淀分局", "2014.03.21-2034.03.21", &["valid_until:term"][..]),
        ("北京市公安局海淀分局", "2016.03.21-2036.03.21", &[]),
        ("上海市公安局黄浦分局", "2016.03.21-2036.03.21", &["~authority:mismatch"]),
        ("沧州市公安局", "2016.03.21-2036.03.21", &[]),
        ("沧州市公安局", "2016.03.21-长期", &["valid_until:term"]),
    ] {
        let of_authority = format!("[签发机关]__{authority}");
        let of_term = format!("[有效期限]__{term}");
        let mut lines = EMBLEM;
        lines[2].0 = &of_authority;
        lines[3].0 = &of_term;
        let mut portrait = PORTRAIT;
        portrait[2].0 = "[出生]___1990_[年]_1_[月]_5_[日]";
        let faults = between_sides(
            &read(&sheet(&portrait), today()),
            &read(&sheet(&lines), today()),
            today(),
        );
        assert_eq!(codes(faults.iter()), wanted, "{authority} {term}");
        let nothing = CardReading::default();
        assert!(between_sides(&nothing, &read(&sheet(&lines), today()), today()).is_empty());
    }
}
