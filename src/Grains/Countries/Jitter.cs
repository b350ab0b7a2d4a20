using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Actors.Grains.Countries;

/// <summary>
/// Chance in back-offs. A hash of seed, country, part and attempt, not a sequence of numbers: countries take turns in no fixed
/// order, and with the same seed each must wait as long as it did before.
/// </summary>
internal sealed class Jitter(long seed)
{
    /// <summary>0 to 1, without 1.</summary>
    public double Of(string country, Parts part, int attempt)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}|{country}|{part}|{attempt}"));
        return (BinaryPrimitives.ReadUInt64LittleEndian(hash) >> 11) * (1.0 / (1UL << 53));
    }
}
