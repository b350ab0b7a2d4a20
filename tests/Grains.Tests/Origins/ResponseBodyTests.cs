using Actors.Grains.Origins;

namespace Actors.Grains.Tests.Origins;

public sealed class ResponseBodyTests
{
    private const int MaxBytes = 100_000;

    private static readonly Dictionary<string, Func<byte[], byte[]>> Encodings = new(StringComparer.Ordinal)
    {
        ["deflate"] = Bodies.Deflate, ["raw deflate"] = Bodies.RawDeflate, ["br"] = Bodies.Brotli, ["gzip"] = Bodies.Gzip,
    };

    public static IEnumerable<TheoryDataRow<string>> Names => Encodings.Keys.Select(name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_stream_is_whole_in_pieces_of_any_size_and_cut_wherever_it_is_cut(string name)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("ACTORS_SEED"), out var given) ? given : Random.Shared.Next();
        var random = new Random(seed);
        for (var round = 0; round < 20; round++)
        {
            var body = new byte[random.Next(1, 3000)];
            random.NextBytes(body.AsSpan(0, body.Length / 2));
            var sent = Encodings[name](body);
            var piece = random.Next(1, 2 * sent.Length);

            var (read, cause) = await Read(name, sent, piece);
            Assert.True(cause is null && read.AsSpan().SequenceEqual(body), $"seed {seed}: {cause}");

            var cut = random.Next(1, sent.Length);
            (read, cause) = await Read(name, sent[..cut], piece);
            // Cut before anything came out of it is empty; gzip's header is checked as a whole.
            Assert.True(cause?.Code is "body_truncated" || (cause is null && read.Length == 0), $"seed {seed}: {cut} of {sent.Length}: {cause}");
        }
    }

    [Theory]
    [InlineData("deflate")]
    [InlineData("raw deflate")]
    public async Task What_follows_the_end_of_a_stream_does_no_harm_and_limits_hold(string name)
    {
        var sent = Encodings[name](new byte[MaxBytes]);

        var (read, cause) = await Read(name, [.. sent, 1, 2, 3], int.MaxValue);
        Assert.Equal((MaxBytes, null), (read.Length, cause));

        Assert.Equal("decompressed_too_large", (await Read(name, Encodings[name](new byte[MaxBytes + 1]), int.MaxValue)).Cause?.Code);
        var noise = new byte[MaxBytes + 100];
        new Random(1).NextBytes(noise);
        Assert.Equal("body_too_large", (await Read(name, Encodings[name](noise), 1000)).Cause?.Code);
    }

    [Fact]
    public async Task One_byte_is_no_stream() => Assert.Empty((await Read("deflate", [0x78], 1)).Body);

    private static async Task<(byte[] Body, FailureCause? Cause)> Read(string name, byte[] sent, int piece)
    {
        var origin = Fetching.Catalog("http://127.0.0.1", ("Origins:x:MaxBytes", $"{MaxBytes}")).Find("x");
        using var stream = new Pieces(sent, piece);
        using var content = new StreamContent(stream);
        content.Headers.ContentEncoding.Add(name.Split(' ')[^1]);
        using var clock = new ExchangeClock(TimeProvider.System, TestContext.Current.CancellationToken);
        clock.EnterBody();
        return await ResponseBody.Read(content, origin, clock);
    }

    /// <summary>What comes off a wire: never more at once than <paramref name="piece"/> bytes, and of no known length.</summary>
    private sealed class Pieces(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
