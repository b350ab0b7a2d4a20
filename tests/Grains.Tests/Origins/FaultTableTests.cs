using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Actors.Grains.Countries;
using Actors.Grains.Origins;
using Actors.Grains.Throttles;
using static Actors.Grains.Tests.Origins.RawAnswer;

namespace Actors.Grains.Tests.Origins;

/// <summary>The acceptance table, one row for each fault, against a server that is made of sockets.</summary>
public sealed class FaultTableTests
{
    private const string Json = "application/json";
    private const string Png = "image/png";
    private const string Svg = "image/svg+xml";
    private const string Html = "<!DOCTYPE html><html><body>Sorry</body></html>";
    private const string Date = "Date: Tue, 15 Nov 1994 08:12:31 GMT";
    private const string RetryDate = "Retry-After: Tue, 15 Nov 1994 08:12:41 GMT";
    private const int MaxBytes = 100_000;

    private static readonly byte[] Zeros = new byte[5_000_000];

    private static readonly Dictionary<string, RawAnswer> Flags = new(StringComparer.Ordinal)
    {
        ["local"] = Good(Svg, Bodies.Svg),
        ["notmodified"] = Status(304),
        ["s404"] = Status(404),
        ["s410"] = Status(410),
        ["s401"] = Status(401),
        ["s403"] = Status(403),
        ["s408"] = Status(408),
        ["teapot"] = Status(418),
        ["r429"] = Status(429, "Retry-After: 1"),
        ["r429date"] = Status(429, Date, RetryDate),
        ["ra60"] = Status(429, "Retry-After: 60"),
        ["r429none"] = Status(429),
        ["r429bad"] = Status(429, "Retry-After: soon"),
        ["r429negative"] = Status(429, "Retry-After: -5"),
        ["r429long"] = Status(429, "Retry-After: 99999999999999"),
        ["quota"] = Status(429, "Retry-After: 1", "RateLimit-Policy: \"default\";q=100;w=1", "RateLimit: \"default\";r=0;t=1"),
        ["s503ra"] = Status(503, "Retry-After: 1"),
        ["s500"] = Status(500),
        ["s501"] = Status(501),
        ["s502"] = Status(502),
        ["s503"] = Status(503),
        ["s504"] = Status(504),
        ["s505"] = Status(505),
        ["s206"] = Text("HTTP/1.1 206 Partial Content\r\nContent-Type: image/png\r\nContent-Length: 1\r\n\r\nx"),
        ["s300"] = Status(300, "Location: /x"),
        ["s304"] = Status(304),
        ["hang"] = Text("", RawEnding.Stall),
        ["stall"] = Good(Svg, Bodies.Svg).Cut(Bodies.Svg.Length).Then(RawEnding.Stall),
        ["stallearly"] = Good(Svg, Bodies.Svg).Cut(20).Then(RawEnding.Stall),
        ["trunc"] = Good(Svg, Bodies.Svg).Cut(20),
        ["truncreset"] = Good(Svg, Bodies.Svg).Cut(20).Then(RawEnding.Reset),
        ["trunczip"] = Good(Svg, Bodies.Gzip(Bodies.Svg), "Content-Encoding: gzip").Cut(20),
        ["badchunk"] = Text("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nTransfer-Encoding: chunked\r\n\r\nmany\r\n"),
        ["reset"] = Text("", RawEnding.Reset),
        ["close"] = Text(""),
        ["nonsense"] = Text("nonsense\r\n\r\n"),
        ["tls"] = Status(400),
        ["wrongtype"] = Good("text/html", Bodies.Png),
        ["notype"] = Text("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"),
        ["html200"] = Good("text/html", Html),
        ["html200lie"] = Good(Png, Html),
        ["html200liegif"] = Good("image/gif", Html),
        ["html200lieavif"] = Good("image/avif", Html),
        ["html200liesvg"] = Good(Svg, "<html><body/></html>"),
        ["svgdtd"] = Good(Svg, "<!DOCTYPE svg [<!ENTITY a 'aaaa'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>"),
        ["svgdeep"] = Good(Svg, string.Concat(Enumerable.Repeat("<svg>", 300)) + string.Concat(Enumerable.Repeat("</svg>", 300))),
        ["svgwide"] = Good(Svg, "<svg " + string.Concat(Enumerable.Range(0, 10_001).Select(n => $"a{n}='' ")) + "/>"),
        ["empty"] = Good(Png, ""),
        ["pngcut"] = Good(Png, Bodies.Png[..^12]),
        ["gifcut"] = Good("image/gif", Bodies.Gif[..^1]),
        ["jpegcut"] = Good("image/jpeg", Bodies.Jpeg[..^1]),
        ["webpcut"] = Good("image/webp", Bodies.WebP[..^1]),
        ["svgcut"] = Good(Svg, Bodies.Svg[..^3]),
        ["oversize"] = Chunked(Png, new byte[MaxBytes + 1]),
        ["oversizecl"] = Text($"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: {1 << 30}\r\n\r\n", RawEnding.Stall),
        // Empty blocks (RFC 1951 §3.2.4): too large on the wire, and nothing in memory.
        ["oversizezip"] = Chunked(
            Png,
            [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, .. Enumerable.Repeat<byte[]>([0, 0, 0, 0xFF, 0xFF], MaxBytes / 4).SelectMany(block => block)],
            "Content-Encoding: gzip"),
        ["gzipbomb"] = Good(Png, Bodies.Gzip(Zeros), "Content-Encoding: gzip"),
        ["brbomb"] = Good(Png, Bodies.Brotli(Zeros), "Content-Encoding: br"),
        ["deflatebomb"] = Good(Png, Bodies.RawDeflate(Zeros), "Content-Encoding: deflate"),
        ["badgzip"] = Good(Svg, Bodies.Svg, "Content-Encoding: gzip"),
        ["cutgzip"] = Good(Svg, Bodies.Gzip(Bodies.Svg)[..^12], "Content-Encoding: gzip"),
        ["cutdeflate"] = Good(Svg, Bodies.Deflate(Bodies.Svg)[..^8], "Content-Encoding: deflate"),
        ["cutrawdeflate"] = Good(Svg, Bodies.RawDeflate(Bodies.Svg)[..^1], "Content-Encoding: deflate"),
        ["cutbr"] = Good(Svg, Bodies.Brotli(Bodies.Svg)[..^8], "Content-Encoding: br"),
        ["baddeflate"] = Good(Svg, Bodies.Svg, "Content-Encoding: deflate"),
        ["badbr"] = Good(Svg, Bodies.Svg, "Content-Encoding: br"),
        ["badencoding"] = Good(Svg, Bodies.Svg, "Content-Encoding: zstd"),
        ["twoencodings"] = Good(Svg, Bodies.Svg, "Content-Encoding: gzip, br"),
        ["bigheader"] = Good(Svg, Bodies.Svg, "X: " + new string('x', 200_000)),
        ["redirect"] = Status(302, "Location: /elsewhere.svg"),
        ["redirscheme"] = Status(302, "Location: file:///etc/passwd"),
        ["redirnoloc"] = Status(302),
        ["redirbad"] = Status(302, "Location: http://[nonsense"),
        ["rediruser"] = Status(302, "Location: http://user:word@example.org/"),
    };

    private static readonly Dictionary<string, RawAnswer> Metadata = new(StringComparer.Ordinal)
    {
        ["html200json"] = Good("text/html", Html),
        ["html200liejson"] = Good(Json, Html),
        ["badjson"] = Good(Json, Bodies.Metadata[..^1]),
        ["deepjson"] = Good(Json, new string('[', 50_000)),
        ["dupjson"] = Good(Json, """{"country":"a","country":"b"}"""),
        ["halfjson"] = Good(Json, """{"country":"Brazil","x":["\ud800"]}"""),
        ["noname"] = Good(Json, "{}"),
        ["wrongname"] = Good(Json, """{"country":7}"""),
        ["nameless"] = Good(Json, """{"country":" "}"""),
        ["scalar"] = Good(Json, "\"Brazil\""),
        ["errorbody"] = Good(Json, """{"country":"Brazil","error":"no more"}"""),
        ["latin1"] = Good(Json + "; charset=iso-8859-1", Bodies.Metadata),
        ["badutf8"] = Good(Json, [.. "{\"country\":\""u8, 0xF4, .. "\"}"u8]),
        ["bom"] = Good(Json, [0xEF, 0xBB, 0xBF, .. Bodies.Metadata]),
    };

    public static IEnumerable<TheoryDataRow<string>> Names => FaultTable.Rows.Keys.Select(name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_fault_ends_as_the_table_says(string name)
    {
        var expected = FaultTable.Rows[name];
        using var defects = new Defects();

        var result = await Fetch(name);

        var cause = (result as ExchangeResult.Failed)?.Cause;
        Assert.Equal(expected, new ExpectedFault(
            result.Code,
            cause?.Phase,
            result is ExchangeResult.NotFound || cause is { IsRetryable: false } ? 1 : cause is { MostAttempts: < 10 } ? cause.MostAttempts : null,
            result.Signal.Host,
            cause is null ? (result as ExchangeResult.NotFound)?.Status : cause.Status));
        Assert.Equal(
            result.Signal.Host is HostSignal.Failure or HostSignal.Hold
                ? (result.Code, cause!.Phase, cause.Status, cause.Message)
                : default((string, string, int?, string)?),
            result.Signal.Failure is { } failure ? (failure.Code, failure.Phase, failure.Status, failure.Message) : null);
        Assert.Equal(0, defects.Count);
    }

    private static async Task<ExchangeResult> Fetch(string name)
    {
        switch (name)
        {
            case "refused":
                using (var closed = new TcpListener(IPAddress.Loopback, 0))
                {
                    closed.Start();
                    var port = ((IPEndPoint)closed.LocalEndpoint).Port;
                    closed.Stop();
                    return await Fetching.Get(Parts.Flag, $"http://127.0.0.1:{port}");
                }

            case "dns":
                return await Fetching.Get(Parts.Flag, "http://nobody.invalid");
            case "redirpriv":
                return await Fetching.Get(Parts.Flag, "http://127.0.0.1", target: new Uri("http://169.254.169.254/latest/meta-data"));
            default:
                break;
        }

        var isFlag = Flags.TryGetValue(name, out var flag);
        var answer = isFlag ? flag! : Metadata[name];
        await using var server = new RawOrigin(answer);
        var time = new WatchedTime();
        var task = Fetching.Get(
            isFlag ? Parts.Flag : Parts.Metadata, (name == "tls" ? "https://" : "http://") + server.Authority,
            name == "notmodified" ? Fetching.Stored : null, time, null,
            ("Origins:x:MaxBytes", $"{MaxBytes}"), ("Origins:x:ErrorField", "/error"));
        if (answer.Ending != RawEnding.Stall)
        {
            return await task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        await server.Stalled;
        await WatchedTime.Until(() => task.IsCompleted || answer.Bytes.Length == 0 || time.Changed > 0);
        return await time.PassUntilEnd(task);
    }

    /// <summary>Exchanges that ended as nobody thought of.</summary>
    private sealed class Defects : IDisposable
    {
        private readonly MeterListener _listener = new();
        private long _count;

        public Defects()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "actors.exchange.transport_errors")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref _count, value));
            _listener.Start();
        }

        public long Count => Interlocked.Read(ref _count);

        public void Dispose() => _listener.Dispose();
    }
}
