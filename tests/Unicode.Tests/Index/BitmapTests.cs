using Actors.Unicode.Index;

namespace Actors.Unicode.Tests.Index;

public sealed class BitmapTests
{
    private const int Documents = 2_500;

    private readonly Random _random = Seeded.Random();

    [Fact]
    public void Bits_are_sets()
    {
        for (var round = 0; round < 200; round++)
        {
            var (model, bits) = Some();
            var (otherModel, other) = Some();
            switch (round % 3)
            {
                case 0:
                    model.IntersectWith(otherModel);
                    Bitmap.And(bits, other);
                    break;
                case 1:
                    model.UnionWith(otherModel);
                    Bitmap.Or(bits, other);
                    break;
                default:
                    model.ExceptWith(otherModel);
                    Bitmap.AndNot(bits, other);
                    break;
            }

            var sorted = model.Order().ToArray();
            var (first, end) = (_random.Next(Documents), _random.Next(Documents));
            Assert.Equal(sorted.Length, Bitmap.Count(bits));
            Assert.Equal(sorted.Count(document => document < end), Bitmap.CountBefore(bits, end));
            Assert.Equal(sorted.Count(document => document >= first && document < end), Bitmap.CountRange(bits, first, end));
            Assert.Equal(sorted, Read(sorted.Length + 1, skip: 0, (skip, into) => Bitmap.Read(bits, 0, skip, into)));
            var position = _random.Next(sorted.Length + 2);
            Assert.Equal(sorted.Skip(position).Take(9), Read(9, position, (skip, into) => Bitmap.Read(bits, 0, skip, into)));
        }
    }

    [Fact]
    public void A_stored_set_is_read_from_any_position()
    {
        for (var round = 0; round < 100; round++)
        {
            var (model, bits) = Some();
            var sorted = model.Order().ToArray();
            var stored = new StoredSet(bits);

            Assert.Equal(sorted.Length, stored.Count);
            foreach (var position in new[] { 0, _random.Next(sorted.Length + 1), Math.Max(0, sorted.Length - 1), sorted.Length })
                Assert.Equal(sorted.Skip(position).Take(30), Read(30, position, stored.Read));
            foreach (var end in new[] { 0, _random.Next(Documents), Documents })
                Assert.Equal(sorted.Count(document => document < end), stored.CountBefore(end));
        }
    }

    // Ranges and single ones, empty now and then.
    private (HashSet<int> Model, ulong[] Bits) Some()
    {
        var (model, bits) = (new HashSet<int>(), new ulong[Bitmap.WordsFor(Documents)]);
        for (var part = _random.Next(5); part > 0; part--)
        {
            var first = _random.Next(Documents);
            var end = Math.Min(Documents, first + _random.Next(400));
            Bitmap.AddRange(bits, first, end);
            model.UnionWith(Enumerable.Range(first, end - first));
            var document = _random.Next(Documents);
            Bitmap.Add(bits, document);
            model.Add(document);
            Assert.True(Bitmap.Contains(bits, document));
        }

        return (model, bits);
    }

    private delegate int Reader(int position, Span<int> into);

    private static int[] Read(int count, int skip, Reader read)
    {
        var documents = new int[count];
        return documents[..read(skip, documents)];
    }
}
