import { PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';

interface Field {
  key: string;
  label: string;
  longest: number;
  needed?: string;
}

interface Props {
  name: 'offices' | 'contacts';
  title: string;
  add: string;
  fields: readonly Field[];
}

/** Offices or contacts, one below the other: changed, added, taken away. */
const Lines = ({ name: list, title, add: addWords, fields }: Props) => (
  <Form.List name={list}>
    {(lines, { add, remove }) => (
      <fieldset className="group">
        <legend>{title}</legend>
        {lines.map(({ key, name }, index) => (
          <div key={key} className="line-of-fields" data-line={`${list}-${index}`}>
            {fields.map((field) => (
              <Form.Item
                key={field.key}
                name={[name, field.key]}
                label={field.label}
                rules={field.needed ? [{ required: true, whitespace: true, message: field.needed }] : []}
              >
                <Input maxLength={field.longest} />
              </Form.Item>
            ))}
            <Button type="link" danger onClick={() => remove(name)}>
              去掉
            </Button>
          </div>
        ))}
        <Button icon={<PlusOutlined />} disabled={lines.length >= 30} onClick={() => add({})}>
          {addWords}
        </Button>
      </fieldset>
    )}
  </Form.List>
);

const phone = { key: 'phone', label: '电话', longest: 30 };

/** Numbers stand masked; one that is left as it stands stays the same. */
export const PeopleLists = () => (
  <>
    <Lines
      name="offices"
      title="办公场所"
      add="加一处办公场所"
      fields={[
        { key: 'name', label: '名称', longest: 120, needed: '请填写名称。' },
        { key: 'address', label: '地址', longest: 200 },
        phone,
      ]}
    />
    <Lines
      name="contacts"
      title="联系人"
      add="加一位联系人"
      fields={[
        { key: 'name', label: '姓名', longest: 40, needed: '请填写姓名。' },
        { key: 'post', label: '职务', longest: 40 },
        phone,
      ]}
    />
    <p className="quiet">隐去的号码不改就是原来的号码；要换请填写完整号码。</p>
  </>
);
