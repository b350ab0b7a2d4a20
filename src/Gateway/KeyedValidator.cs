using Microsoft.Extensions.Options;

namespace Actors.Gateway;

/// <summary>Names failures by their whole configuration key: a generated validator knows the member but not the section.</summary>
internal sealed class KeyedValidator<TOptions>(string section, IValidateOptions<TOptions> validator) : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var result = validator.Validate(name, options);
        return result.Failed ? ValidateOptionsResult.Fail(result.Failures.Select(failure => $"{section}:{failure}")) : result;
    }
}
