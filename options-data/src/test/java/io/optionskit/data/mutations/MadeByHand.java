/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.mutations;

/** Bodies in the shapes that providers document and no recording shows. */
final class MadeByHand {

  static final String YAHOO_CHAIN =
      """
      {"optionChain":{"result":[{"underlyingSymbol":"XYZ","expirationDates":[1742515200,1745539200],
      "strikes":[100],"hasMiniOptions":false,"quote":{"quoteType":"EQUITY","symbol":"XYZ",
      "regularMarketPrice":101.5,"regularMarketTime":1740776403},
      "options":[{"expirationDate":1742515200,"hasMiniOptions":false,"calls":[
      {"contractSymbol":"XYZ250321C00100000","strike":100,"currency":"USD","lastPrice":1.15,
      "change":0,"percentChange":0,"volume":12,"openInterest":345,"bid":1.1,
      "ask":1.2000000476837158,"contractSize":"REGULAR","expiration":1742515200,
      "lastTradeDate":1740756600,"impliedVolatility":1.0000000000000003E-5,"inTheMoney":true}],
      "puts":[{"contractSymbol":"XYZ250321P00100000","strike":100,"lastPrice":0,"bid":0,"ask":0.05,
      "contractSize":"REGULAR","expiration":1742515200,"lastTradeDate":1740756600,
      "impliedVolatility":0.5,"inTheMoney":false}]}]}],"error":null}}""";
  static final String YAHOO_CHART =
      """
      {"chart":{"result":[{"meta":{"currency":"USD","symbol":"AAPL","instrumentType":"EQUITY",
      "exchangeTimezoneName":"America/New_York","regularMarketTime":1740776403,
      "currentTradingPeriod":{"regular":{"start":1740753000,"end":1740776400}}},
      "timestamp":[1740580200,1740666600],"indicators":{"quote":[{"open":[10,11],
      "high":[11,12],"low":[9,10],"close":[10,11],"volume":[1000,null]}],
      "adjclose":[{"adjclose":[10,11]}]}}],"error":null}}""";
  static final String YAHOO_SUMMARY =
      """
      {"quoteSummary":{"result":[{"calendarEvents":{"maxAge":1,"earnings":{
      "earningsDate":[1746010740,1746446400],"earningsCallDate":[1738274400],
      "isEarningsDateEstimate":true},"exDividendDate":1739145600,
      "dividendDate":{"raw":1739404800,"fmt":"2025-02-13"}},
      "earningsHistory":{"history":[{"epsActual":{"raw":0.36,"fmt":"0.36"},"epsEstimate":{},
      "quarter":{"raw":1709164800,"fmt":"2024-02-29"},"currency":"USD"}]}}],"error":null}}""";
  static final String CBOE_CHAIN =
      """
      {"timestamp":"2023-09-20 20:15:03","data":{"symbol":"^RUT","security_type":"index",
      "current_price":1833.1,"bid":0,"ask":0,"close":1833.1,"prev_day_close":1840,"iv30":17.2,
      "options":[{"option":"RUT231020C01800000","bid":50.1,"bid_size":3.0,"ask":51.0,
      "ask_size":4.0,"iv":0.1934,"open_interest":12.0,"volume":2.0,"delta":0.66,"gamma":0.003,
      "theta":-0.589,"rho":0.8173,"vega":2.0194,"theo":50.5,"change":0,"open":0,"high":0,"low":0,
      "tick":"up","last_trade_price":50.4,"last_trade_time":"2023-09-20T15:59:11",
      "percent_change":0,"prev_day_close":48.3},
      {"option":"RUTW230922P01800000","bid":0,"bid_size":0,"ask":0.05,"ask_size":9,"iv":0,
      "open_interest":0,"volume":0,"delta":-0.01,"gamma":0,"theta":0,"rho":0,"vega":0,"theo":0,
      "last_trade_price":0,"last_trade_time":null}]},"symbol":"_RUT"}""";
  static final String CBOE_HISTORY =
      """
      DATE,OPEN,HIGH,LOW,CLOSE
      09/18/2023,14.1,14.5,13.9,14.0
      09/19/2023,14.0,14.79,13.8,14.11
      """;
  static final String CBOE_VALUES = "DATE,SKEW\n09/18/2023,141.5\n09/19/2023,140.25\n";
  static final String POLYGON_CHAIN =
      """
      {"results":[{"break_even_price":179.075,
       "day":{"close":29,"last_updated":1651204800000000000,"volume":8},
       "details":{"contract_type":"call","exercise_style":"american","expiration_date":"2023-06-16",
        "shares_per_contract":100,"strike_price":150,"ticker":"O:AAPL230616C00150000"},
       "greeks":{"delta":0.6436,"gamma":0.0061,"theta":-0.0282,"vega":0.6381},
       "implied_volatility":0.357,
       "last_quote":{"ask":29.25,"ask_size":209,"bid":28.9,"bid_size":294,"midpoint":29.1,
        "last_updated":1651254260800059648,"timeframe":"REAL-TIME"},
       "last_trade":{"price":29.25,"sip_timestamp":1651250000000000000,"size":1},
       "open_interest":8133,
       "underlying_asset":{"last_updated":1651254263172073152,"price":159.96,"ticker":"AAPL",
        "timeframe":"DELAYED"}},
       {"details":{"contract_type":"put","exercise_style":"american","expiration_date":"2023-06-16",
        "shares_per_contract":100,"strike_price":150,"ticker":"O:AAPL230616P00150000"},
       "underlying_asset":{"ticker":"AAPL"}}],
       "status":"OK"}""";
  static final String POLYGON_ONE =
      POLYGON_CHAIN.replaceFirst(
          "(?s)\\{\"results\":\\[(.*?)\\},\\s*\\{\"details.*",
          "{\"results\":$1},\"status\":\"OK\"}");
  static final String POLYGON_BARS =
      """
      {"results":[{"t":1651239000000,"o":3,"h":5,"l":2,"c":4,"v":7,"n":1,"vw":3.5},
       {"t":1651239300000,"o":3,"h":5,"l":2,"c":4,"v":7}],"status":"OK","resultsCount":2}""";
  static final String POLYGON_CONTRACTS =
      """
      {"results":[{"cfi":"OCASPS","contract_type":"call","exercise_style":"american",
      "expiration_date":"2027-01-15","primary_exchange":"BATO","shares_per_contract":100,
      "strike_price":85,"ticker":"O:AAPL270115C00085000","underlying_ticker":"AAPL"},
      {"contract_type":"put","exercise_style":"american","expiration_date":"2027-01-15",
      "shares_per_contract":110,"strike_price":85.5,"ticker":"O:AAPL1270115P00085500",
      "underlying_ticker":"AAPL","additional_underlyings":[{"amount":44,"type":"equity",
      "underlying":"VMW"}]}],"status":"OK",
      "next_url":"https://api.polygon.io/v3/reference/options/contracts?cursor=abc"}""";
  static final String POLYGON_TICKS =
      """
      {"results":[{"ask_price":282,"ask_size":10,"bid_price":1,"bid_size":2,"price":6.9,"size":1,
       "conditions":[1],"exchange":4,"correction":0,"sip_timestamp":1645119125346243600,
       "ticker":"AAPL","cash_amount":0.22,"ex_dividend_date":"2022-05-06","frequency":4,
       "execution_date":"2022-05-06","split_from":1,"split_to":4}],"status":"OK"}""";
  static final String THETA_LIST = "symbol,expiration\nAAPL,2027-01-15\nAAPL,20270219\n";
  static final String THETA_V2_QUOTES =
      """
      {"header":{"format":["ms_of_day","bid_size","bid_exchange","bid","bid_condition","ask_size",
      "ask_exchange","ask","ask_condition","date"],"next_page":"null"},"response":[
      {"contract":{"root":"SPY","expiration":20250731,"strike":633000,"right":"C"},
      "ticks":[[57598000,7,46,0.12,50,9,6,0.13,50,20250731]]},
      {"contract":{"root":"SPY","expiration":20250731,"strike":634000,"right":"P"},
      "ticks":[[34200000,0,0,0,50,0,0,0,50,20250731]]}]}""";
  static final String THETA_V2_BARS =
      """
      {"header":{"format":["ms_of_day","open","high","low","close","volume","count","date"],
      "next_page":"null"},"response":[[34200000,1.07,1.35,1.03,1.12,785,12,20231103],
      [34260000,0,0,0,0,0,0,20231103]]}""";
  static final String ALPACA_CHAIN =
      """
      {"snapshots":{"AAPL240503P00155000":{"greeks":{"delta":-0.0696,"gamma":0.0124,"rho":-0.0023,
       "theta":-0.1011,"vega":0.0314},"impliedVolatility":0.4584,
       "latestQuote":{"ap":0.35,"as":119,"bp":0.32,"bs":73,"c":"A","t":"2024-04-25T20:00:00.259Z"},
       "latestTrade":{"c":"I","p":0.34,"s":1,"t":"2024-04-25T19:58:16.034Z","x":"N"},
       "dailyBar":{"t":"2024-04-25T04:00:00Z","o":1,"h":1,"l":1,"c":1,"v":17}},
       "AAPL240503C00155000":{"latestQuote":{"ap":0,"as":0,"bp":0,"bs":0,"c":"A",
       "t":"2024-04-25T20:00:00.259Z"}}},"next_page_token":null}""";
  static final String ALPACA_LISTS =
      """
      {"bars":{"AAPL":[{"t":"2024-04-24T04:00:00Z","o":1,"h":2,"l":1,"c":2,"v":9,"n":1,"vw":1}]},
       "quotes":{"AAPL":[{"t":"2024-04-24T14:00:00Z","ap":1,"as":2,"bp":1,"bs":2,"c":["R"]}]},
       "trades":{"AAPL":[{"t":"2024-04-24T14:00:00Z","p":1,"s":2,"c":["R"],"u":"corrected"}]},
       "next_page_token":null}""";
  static final String ALPACA_LATEST =
      """
      {"quotes":{"AAPL":{"t":"2024-04-24T14:00:00Z","ap":1,"as":2,"bp":1,"bs":2,"c":["R"]}},
       "trades":{"AAPL":{"t":"2024-04-24T14:00:00Z","p":1,"s":2,"c":["R"],"x":"V","i":7}}}""";
  static final String ALPACA_CONTRACTS =
      """
      {"option_contracts":[{"symbol":"AAPL231103C00170000","tradable":true,"status":"active",
       "expiration_date":"2023-11-03","root_symbol":"AAPL","underlying_symbol":"AAPL",
       "type":"call","style":"american","strike_price":"170","size":"100","open_interest":"237",
       "open_interest_date":"2023-11-02","close_price":"1.35","close_price_date":"2023-11-02"},
       {"symbol":"AAPL231103P00170000","tradable":false,"expiration_date":"2023-11-03",
       "root_symbol":"AAPL","underlying_symbol":"AAPL","type":"put","style":"american",
       "strike_price":"170","size":"100","open_interest":null,"close_price":null}],
       "next_page_token":null}""";
  static final String ALPHAVANTAGE_JSON =
      """
      {"endpoint":"Historical Options","message":"success","data":[{"contractID":
      "SPY251219C00600000","symbol":"SPY","expiration":"2025-12-19","strike":"600.00",
      "type":"call","last":"9.10","mark":"9.20","bid":"9.10","bid_size":"16","ask":"9.30",
      "ask_size":"22","volume":"17","open_interest":"4","date":"2025-09-12",
      "implied_volatility":"0.19760","delta":"0.51000","gamma":"0.00400","theta":"-0.04448",
      "vega":"0.90000","rho":"0.31027"}]}""";
  static final String ALPHAVANTAGE_CSV =
      """
      contractID,symbol,expiration,strike,type,last,mark,bid,bid_size,ask,ask_size,volume,\
      open_interest,date,implied_volatility,delta,gamma,theta,vega,rho
      SPY251219C00600000,SPY,2025-12-19,600.00,call,9.1,9.2,9.1,16,9.3,22,17,4,2025-09-12,0.1976,\
      0.51,0.004,-0.04448,0.9,0.31
      SPY251219P00600000,SPY,2025-12-19,600.00,put,0.00,0.01,0.00,0,0.01,22,0,0,2025-09-12,0.0,\
      0.0,0.0,0.0,0.0,0.0
      """;
  static final String FRED_OBSERVATIONS =
      """
      {"realtime_start":"2022-01-01","realtime_end":"2022-12-31","observation_start":"1600-01-01",
      "units":"lin","output_type":1,"file_type":"json","order_by":"observation_date",
      "sort_order":"asc","count":3,"offset":0,"limit":100000,"observations":[
      {"realtime_start":"2022-01-04","realtime_end":"9999-12-31","date":"2022-01-03","value":"0.08"},
      {"realtime_start":"2022-01-05","realtime_end":"2022-01-09","date":"2022-01-04","value":"."},
      {"realtime_start":"2022-01-10","realtime_end":"9999-12-31","date":"2022-01-04",
      "value":"0.09"}]}""";
  static final String FRED_GRAPH = "observation_date,DGS3MO\n2025-02-27,4.3\n2025-02-28,\n";
  static final String RELEASES =
      """
      [{"CalendarId":"1","Date":"2023-01-02T00:00:00","Country":"United States","Category":
      "Holidays","Event":"New Year's Day","Reference":"","ReferenceDate":null,"Source":"",
      "SourceURL":"","Actual":"","Previous":"","Forecast":"","TEForecast":"","URL":"/x",
      "DateSpan":"1","Importance":1,"LastUpdate":"2022-12-01T10:00:00","Revised":"","Currency":"",
      "Unit":"","Ticker":"HOLIDAYSUNITED","Symbol":"X"},
      {"CalendarId":"2","Date":"2023-01-06T13:30:00","Country":"United States","Category":
      "Non Farm Payrolls","Event":"Non Farm Payrolls","Reference":"Dec","ReferenceDate":
      "2022-12-31T00:00:00","Source":"BLS","Actual":"223K","Previous":"256K","Forecast":"200K",
      "TEForecast":"£-1.802B","Importance":3,"LastUpdate":"2023-01-06T13:30:01","Revised":"256K",
      "Ticker":"NFP TCH","Symbol":"NFP TCH"}]""";
  static final String CBOE_TABLE =
      """

      SPY (SPDR S&P 500 ETF),Last: 430.0,Change: 1.5
      "Date: June 9, 2023 at 4:15 PM EDT",Bid: 429.9,Ask: 430.1,Size: 5*7,Volume: 1000
      Expiration Date,Calls,Last Sale,Net,Bid,Ask,Volume,IV,Delta,Gamma,Open Interest,Strike,Puts,\
      Last Sale,Net,Bid,Ask,Volume,IV,Delta,Gamma,Open Interest
      Fri Jun 16 2023,SPY230616C00430000,3.1,0.1,3.0,3.2,100,0.11,0.52,0.03,2000,430,\
      SPY230616P00430000,2.6,-0.1,2.5,2.7,90,0.11,-0.48,0.03,1800
      """;
  static final String OPTION_PRICES =
      """
      secid,date,symbol,symbol_flag,exdate,last_date,cp_flag,strike_price,best_bid,best_offer,\
      volume,open_interest,impl_volatility,delta,gamma,vega,theta,optionid,cfadj,am_settlement,\
      contract_size,ss_flag,forward_price,expiry_indicator,root,suffix
      108105,2014-06-05,SPX 140621C1900000,1,2014-06-21,2014-06-05,C,1900000,44,45.5,120,5000,\
      0.11,0.6,0.004,150.5,-60.2,1,1,1,100,0,,,SPX,
      109820,2008-03-04,SWG.CM,0,2008-03-22,,P,130000,2.1,2.2,7,900,-99.99,-99.99,-99.99,-99.99,\
      -99.99,2,1,0,100,0,,,SWG,CM
      """;
  static final String TABLE =
      """
      at;contract;b;a;bs;vol;th;oi;spot;note
      01/05/2024 09:31;O:SPY240119C00470000;5.15;5.25;12;12.5;-0.1;-99.99;467.5;x
      01/05/2024 09:31;O:SPY240119P00470000;0;0.25;0;NA;-0.1;7;467.5;
      """;
  static final String MAPPING =
      """
      columns: {time: at, symbol: contract, bid: b, ask: a, bid_size: bs, iv: vol, theta: th,
                open_interest: oi, underlying_price: spot}
      zone: America/New_York
      time_format: MM/dd/uuuu HH:mm
      missing: [NA, "-99.99"]
      units: {iv: percent, theta: day}
      separator: ";"
      symbol_form: prefixed
      """;
  static final String LEAN_QUOTES =
      """
      34200000,51000,52000,51000,51500,12,52000,53000,52000,52500,7
      34260000,,,,,,52500,52500,52500,52600,3
      """;
  static final String TIDY =
      """
      quote_time,underlying,root,expiration,strike,right,bid,ask,bid_size,ask_size,last,volume
      2024-01-05T14:31:00Z,SPY,SPY,2024-01-19,470,C,5.15,5.25,12,7,5.2,100
      2024-01-05T14:32:00Z,SPY,SPY,2024-01-19,470,C,5.10,5.20,12,7,,0
      """;
  static final String INDEX =
      """
      {"body.json":{"method":"GET","url":"https://api.example/v1/chain?symbol=XYZ","status":200,
      "content_type":"application/json","recorded":"2025-02-20T14:30:00Z","bytes":13,
      "headers":{"X-Page":"1"}},
      "frames.jsonl":{"method":"WS","url":"wss://api.example/stream","status":101,
      "content_type":"application/x-frames+ndjson","recorded":"2025-02-20T14:30:00Z"},
      "sequence.json":{"method":"(sequence)","url":"cookie sequence","status":0}}""";
  static final String SEQUENCE =
      """
      [{"url":"https://fc.example/","method":"GET","status":302,"headers":{"location":["/a"],
      "set-cookie":["A1=x; Path=/"]},"body":""},
      {"url":"https://fc.example/a","status":200,"headers":{},"body":"crumb"}]""";
  static final String FRAMES =
      """
      {"at":"2025-02-20T14:30:00Z","from":"CLIENT","text":"{\\"action\\":\\"auth\\"}"}
      {"at":"2025-02-20T14:30:01Z","from":"SERVER","text":"[{\\"ev\\":\\"status\\"}]"}
      {"at":"2025-02-20T14:30:02Z","from":"SERVER","end":"CLOSED"}
      """;

  private MadeByHand() {}
}
