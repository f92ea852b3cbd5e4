package io.contacttree.view;

/** The style of the page around a timeline. */
final class PageStyle {
  private static final String RULES =
      """
      .$-page{@light;color-scheme:light dark;margin:0;background:@GROUND;color:@TEXT;\
      font:14px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif}
      .$-page main{max-width:1600px;margin:0 auto;padding:16px 12px}
      .$-page h1{font-size:20px;margin:0 0 4px}
      .$-page h1 span{font-weight:400;color:@MUTED;overflow-wrap:anywhere}
      .$-page h2{font-size:16px;margin:24px 0 8px}
      .$-page .$-state{margin:0 0 12px;font-weight:600}
      .$-page dl{display:flex;flex-wrap:wrap;gap:8px 28px;margin:0}
      .$-page dt{color:@MUTED;font-size:12px}
      .$-page dd{margin:0;overflow-wrap:anywhere}
      .$-page a{color:@ACCENT}
      .$-page ul{margin:0;padding-left:18px}
      .$-page .$-missing ul,.$-page .$-note{color:@MISSING}
      .$-page .$-note{margin:0}
      .$-page table{border-collapse:collapse;width:100%;font-size:12px}
      .$-page th{text-align:left;color:@MUTED;font-weight:600}
      .$-page th,.$-page td{padding:6px 8px;border-bottom:1px solid @FAINT;vertical-align:top}
      .$-page td{overflow-wrap:anywhere}
      .$-page td ul{padding-left:14px}
      .$-page td{box-sizing:border-box;min-width:70px}
      .$-page td:nth-child(1){min-width:136px}
      .$-page td:nth-child(9){min-width:176px}
      .$-page td:nth-child(2){min-width:152px}
      .$-page td:nth-child(4),.$-page td:nth-child(5){min-width:122px}
      .$-page td:nth-child(6),.$-page td:nth-child(7){min-width:98px}
      .$-page td:nth-child(10){min-width:180px}
      .$-page tr[aria-current] td{background:@ASKED}
      @media(max-width:1259px){.$-page table,.$-page tbody,.$-page tr,.$-page td{display:block}\
      .$-page thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}\
      .$-page td{border:0;min-width:0!important;padding:1px 8px}.$-page td:empty{display:none}\
      .$-page td::before{content:attr(data-name) ": ";color:@MUTED}\
      .$-page tr{border-bottom:1px solid @FAINT;padding:8px 0}}
      @media(prefers-color-scheme:dark){.$-page{@dark}}
      .$-page .$-slice{display:none}
      @media print{.$-page{@light}\
      .$-page .$-slice{display:block}.$-page svg[role]{position:absolute;width:0;height:0;overflow:hidden}.$-page h2{break-after:avoid}.$-page tr{break-inside:avoid}}
      """;

  private PageStyle() {}

  static String sheet(PictureStyle style) {
    return style.rules(RULES);
  }
}
