using System.Text;
using Actors.Unicode.Packed;

namespace Actors.UnicodePack;

/// <summary>Collects sections and writes them out as <see cref="PackLayout"/> says.</summary>
internal sealed class PackWriter
{
    private readonly SortedDictionary<int, byte[]> _sections = [];

    public void Numbers(PackSection section, IEnumerable<int> numbers) =>
        Section((int)section, writer => { foreach (var number in numbers) writer.Write(number); });

    public void Shorts(PackSection section, IEnumerable<int> numbers) =>
        Section((int)section, writer => { foreach (var number in numbers) writer.Write(checked((ushort)number)); });

    public void Texts(PackSection section, IEnumerable<string> texts) => Texts((int)section, texts.Select(Encoding.UTF8.GetBytes));

    public void Texts(int section, IEnumerable<byte[]> texts) => Section(section, writer =>
    {
        var all = texts.ToList();
        writer.Write(all.Count);
        var offset = 0;
        foreach (var text in all)
        {
            writer.Write(offset);
            offset += text.Length;
        }

        writer.Write(offset);
        all.ForEach(writer.Write);
    });

    /// <summary>A word table: four sections from this one on.</summary>
    public void Words(int section, Words words)
    {
        Texts(section, words.Vocabulary);
        Section(section + 1, writer => { foreach (var number in words.PostingOffsets) writer.Write(number); });
        Section(section + 2, writer => { foreach (var number in words.Postings) writer.Write(number); });
        Section(section + 3, writer => { foreach (var slot in WordSlots.Build([.. words.Vocabulary])) writer.Write(slot); });
    }

    public void Save(string path)
    {
        var count = _sections.Keys.Max() + 1;
        var offset = Aligned(sizeof(int) * 2 * (count + 1));
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write(PackLayout.Magic);
        writer.Write(count);
        for (var section = 0; section < count; section++)
        {
            var length = _sections[section].Length;
            writer.Write(offset);
            writer.Write(length);
            offset = Aligned(offset + length);
        }

        foreach (var bytes in _sections.Values)
        {
            writer.Write(new byte[Aligned((int)writer.BaseStream.Position) - (int)writer.BaseStream.Position]);
            writer.Write(bytes);
        }
    }

    private static int Aligned(int offset) => (offset + PackLayout.Alignment - 1) / PackLayout.Alignment * PackLayout.Alignment;

    private void Section(int section, Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
            write(writer);
        _sections.Add(section, stream.ToArray());
    }
}
