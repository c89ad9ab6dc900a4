//! 中文: texts that are made of parts.

use sscard_shared::api::ErrorCode;

use super::WORDS;

pub(in crate::words) fn question_place(at: usize, of: usize) -> String {
    format!("第{at}题，共{of}题")
}

pub(in crate::words) fn answered(answer: &str) -> String {
    format!("您填写的是：{answer}")
}

pub(in crate::words) fn server_said(code: ErrorCode, message: &str, _: Option<u32>) -> String {
    let said = match code {
        _ if !message.is_empty() => message,
        ErrorCode::TooMany => "操作过于频繁，请稍后再试。",
        _ => "服务器出了一点问题，请稍后重试。您填写的内容已保存。",
    };
    said.to_owned()
}

pub(in crate::words) fn signed_in_by_number(mobile: &str) -> String {
    format!("已使用手机号{mobile}登录，如不是您的手机号，请先退出")
}

pub(in crate::words) fn ask_with_number(message: &str, request_id: &str) -> String {
    format!("{message}（如需帮助，请拨打96066并告知编号 {request_id}）")
}

pub(in crate::words) fn code_again_in(seconds: u32) -> String {
    format!("{seconds}秒后重新获取")
}

pub(in crate::words) fn as_real_named(name: &str) -> String {
    format!("请填写与实名认证（{name}）一致的信息")
}

pub(in crate::words) fn tries_left(tries: u32) -> String {
    match tries {
        0 => WORDS.read_tries_used_up.to_owned(),
        tries => format!("还可识别{tries}次"),
    }
}

pub(in crate::words) fn moved_to(side: &str) -> String {
    format!("这张是{side}，已为您放到“身份证{side}”")
}

pub(in crate::words) fn not_this_side(side: &str, wanted: &str) -> String {
    format!("您上传的是{side}，请在这里上传{wanted}")
}

pub(in crate::words) fn strip_of(label: &str) -> String {
    ["证件照片上的", label].concat()
}

pub(in crate::words) fn open_calendar(label: &str) -> String {
    ["打开日历：", label].concat()
}

pub(in crate::words) fn uploading(percent: u8, turn: usize, of: usize) -> String {
    match of {
        0 | 1 => format!("正在上传 {percent}%"),
        of => format!("正在上传 {percent}%（第{turn}张，共{of}张）"),
    }
}

pub(in crate::words) fn removed(label: &str) -> String {
    ["已删除", label].concat()
}

pub(in crate::words) fn taken_over(label: &str) -> String {
    ["已采用照片上的", label].concat()
}

pub(in crate::words) fn kept_here(steps: &[&str], pictures: usize) -> String {
    let kept = match steps {
        [] => String::new(),
        steps => ["已保存：", &steps.join("、")].concat(),
    };
    let waiting = match pictures {
        0 => String::new(),
        pictures => format!("{pictures}张照片待联网后上传"),
    };
    [kept, waiting].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("；")
}

pub(in crate::words) fn catching_up(pictures: usize) -> String {
    format!("网络已恢复，正在上传{pictures}张照片")
}

pub(in crate::words) fn mend_first(count: usize) -> String {
    format!("还有{count}处需要修改")
}

pub(in crate::words) fn branches_found(found: usize, listed: usize) -> String {
    match found {
        0 => String::from("没有找到网点，请换一个词或选择全部区"),
        found if found > listed => {
            format!("共{found}个网点，显示前{listed}个，可输入名称或地址缩小范围")
        }
        found => format!("共{found}个网点"),
    }
}

pub(in crate::words) fn act_on(act: &str, thing: &str) -> String {
    [act, thing].concat()
}

pub(in crate::words) fn agreed_to(version: &str) -> String {
    ["已阅读并同意（版本 ", version, "）"].concat()
}
