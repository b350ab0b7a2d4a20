using System.Buffers.Binary;
using System.Text;
using Actors.Origin.Countries;

namespace Actors.Origin.Tests.Countries;

public sealed class PngTests
{
    // The checksum of an IEND chunk is the same in every PNG there is.
    [Fact]
    public void The_last_chunk_is_the_one_that_ends_every_PNG() =>
        Assert.Equal([0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82], Png.Of("BR")[^Png.EndLength..]);

    [Theory]
    [InlineData(1)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(8192)]
    [InlineData(8193)]
    [InlineData(16_395)]
    [InlineData(500_000)]
    public void Padding_leaves_nothing_but_whole_chunks(int missing)
    {
        var png = Png.Of("BR");

        var padded = Padding.Of(png, Png.MediaType, png.Length + missing).Chunks().SelectMany(chunk => chunk.ToArray()).ToArray();

        Assert.Equal(png.Length + Math.Max(missing, 12), padded.Length);
        Assert.Equal(["IHDR", "IDAT", "IEND"], Types(padded).Where(type => type != "paDd"));
    }

    [Fact]
    public void Each_code_has_its_own_colours() => Assert.NotEqual(Png.Of("BR"), Png.Of("CN"));

    private static List<string> Types(byte[] png)
    {
        List<string> types = [];
        for (var at = 8; at < png.Length; at += BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at)) + Png.ChunkOverhead)
            types.Add(Encoding.ASCII.GetString(png, at + 4, 4));
        return types;
    }
}
