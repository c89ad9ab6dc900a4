//! What people type and paste, and how it is read back to them: natively and in a browser.

use sscard_shared::{
    Date, date, directory::Directory, field::Field, language::Language, legible, mask, tidy,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_browser);

fn today() -> Date {
    date::parse("2025-06-15").unwrap_or(Date::MIN)
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn numbers_are_read_in_their_groups_and_put_together_again_are_the_same() {
    for (field, text, read) in [
        (Field::IdNumber, "11010519491231002X", "110105 19491231 002X"),
        (Field::IdNumber, "1101051949", "110105 1949"),
        (Field::IdNumber, "110105", "110105"),
        (Field::IdNumber, "", ""),
        (Field::IdNumber, "110*****3407", "110 ***** 3407"),
        (Field::IdNumber, "*****", "*****"),
        (Field::IdNumber, "USA110078010151", "USA110078010151"),
        (Field::IdNumber, "号码110105", "号码110105"),
        (Field::Mobile, "13412342456", "134 1234 2456"),
        (Field::Mobile, "1341", "134 1"),
        (Field::Mobile, "134****2456", "134 **** 2456"),
        (Field::RecipientMobile, "13412342456", "134 1234 2456"),
        (Field::Mobile, "+86134", "+86134"),
        (Field::Name, "𠀀十月", "𠀀十月"),
        (Field::Landline, "010-12345678", "010-12345678"),
    ] {
        let groups = legible::groups(field, text);
        assert_eq!(groups.join(" "), read);
        assert_eq!(groups.concat(), text);
    }
    assert_eq!(legible::receipt("2026112300000017").join("-"), "2026-1123-0000-0017");
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn beneath_a_line_stands_what_the_line_may_not_show() {
    for (field, text, beneath) in [
        (Field::IdNumber, "11010519491231002X", "110105 19491231 002X"),
        (Field::IdNumber, "110105", ""),
        (Field::Name, "迪丽热巴·样本", ""),
        (Field::Name, "样本样本样本样本样本", ""),
        (Field::Name, "阿卜杜热合曼·买买提依明", "阿卜杜热合曼·买买提依明"),
        (Field::Recipient, "𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀", ""),
        (Field::Recipient, "𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀", "𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀"),
        (Field::Landline, "010-12345678901", ""),
    ] {
        assert_eq!(legible::beneath(field, text).join(" "), beneath);
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn masks_are_read_in_groups_as_well() {
    let masked = mask::id_number("110105194912313407");
    assert_eq!(legible::id_number(&masked).join(" "), "110 ***** 3407");
    let masked = mask::mobile("13412342456");
    assert_eq!(legible::mobile(&masked).join(" "), "134 **** 2456");
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn a_day_is_read_in_the_manner_of_each_language_and_read_back() {
    for (language, read) in [(Language::ZhCn, "2025年06月15日"), (Language::En, "2025-06-15")] {
        assert_eq!(legible::day(today(), language), read);
        assert_eq!(date::parse(read), Ok(today()));
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn what_was_left_is_kept_without_what_nobody_meant_to_type() {
    for (field, typed, kept) in [
        (Field::IdNumber, " 110105 19491231 002x ", "11010519491231002X"),
        (Field::IdNumber, "身份证号：110105-19491231-002x", "11010519491231002X"),
        (
            Field::IdNumber,
            "公民身份号码\n１１０１０５１９４９１２３１００２Ｘ\r\n",
            "11010519491231002X",
        ),
        (Field::IdNumber, "\u{202A}11010519491231002X\u{202C}\u{200B}", "11010519491231002X"),
        (Field::IdNumber, "11010519491231", "11010519491231"),
        (Field::Mobile, "手机号: 134 1234-2456", "13412342456"),
        (Field::Mobile, "+86 134 1234 2456", "13412342456"),
        (Field::Mobile, "１３４", "134"),
        (Field::RecipientMobile, "联系电话：13412342456", "13412342456"),
        (Field::Postcode, "邮编：１０００８９", "100089"),
        (Field::BirthDate, "出生日期：1990.3.1", "1990-03-01"),
        (Field::BirthDate, "1990年3月1日", "1990-03-01"),
        (Field::ValidFrom, "20200301", "2020-03-01"),
        (Field::ValidFrom, "2020 . 03 . 01", "2020-03-01"),
        (Field::ValidFrom, "2020-3", "2020-3"),
        (Field::ValidUntil, "长期有效", "长期"),
        (Field::Name, "姓名：样本 某", "样本某"),
        (Field::Name, "阿依古丽・样本", "阿依古丽·样本"),
        (Field::Name, "𠀀\u{200B}某\n", "𠀀某"),
        (Field::Name, "姓名", "姓名"),
        (Field::Recipient, "收件人:样本某", "样本某"),
        (Field::Address, "地址：北京市海淀区\n样本路１号", "北京市海淀区 样本路1号"),
        (Field::Landline, "电话：（010）12345678", "010-12345678"),
        (Field::Authority, "？", "？"),
        (Field::Name, "   ", ""),
        (Field::Bank, " BOB ", " BOB "),
    ] {
        let directory = Directory::built_in();
        let once = tidy::answer(field, typed, today(), &directory);
        assert_eq!(once, kept, "{field:?} {typed:?}");
        assert_eq!(
            tidy::answer(field, &once, today(), &directory),
            once,
            "{field:?} {typed:?} again"
        );
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn a_code_is_found_in_the_message_that_brings_it() {
    for (message, code) in [
        ("123456", "123456"),
        (" 123 456 ", "123456"),
        ("【北京】验证码１２３４５６，5分钟内有效", "123456"),
        ("12345", "12345"),
        ("", ""),
    ] {
        assert_eq!(tidy::code(message), code, "{message}");
    }
}
