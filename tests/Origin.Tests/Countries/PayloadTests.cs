using Actors.Origin.Countries;

namespace Actors.Origin.Tests.Countries;

public sealed class PayloadTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(65_536, 1)]
    [InlineData(65_537, 5)]
    public void A_small_one_is_one_chunk_and_a_large_one_many(int size, int chunks)
    {
        Payload payload = new byte[size];

        Assert.Equal(chunks, payload.Chunks().Count());
        Assert.Equal(size, payload.Chunks().Sum(chunk => chunk.Length));
        Assert.All(payload.Chunks(), chunk => Assert.NotEqual(0, chunk.Length));
    }

    [Fact]
    public void Pieces_come_as_often_as_they_should_and_no_further_than_they_may()
    {
        Payload payload = new(("ab"u8.ToArray(), 3), (Array.Empty<byte>(), 5), ("c"u8.ToArray(), 1));

        Assert.Equal(7, payload.Length);
        Assert.Equal("abababc"u8.ToArray(), payload.Chunks().SelectMany(chunk => chunk.ToArray()));
        Assert.Equal("ababa"u8.ToArray(), payload.Chunks(5).SelectMany(chunk => chunk.ToArray()));
    }

    [Fact]
    public void A_gigabyte_costs_no_memory()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var payload = Padding.Of("{}"u8.ToArray(), "application/json", 1L << 30);

        Assert.Equal(1L << 30, payload.Length);
        Assert.Equal(1L << 30, payload.Chunks().Sum(chunk => (long)chunk.Length));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }
}
